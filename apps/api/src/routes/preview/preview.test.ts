import { expect, test } from "vitest";
import { bareApi, jsonRequest } from "../../testing/bareApi.ts";

type Answer = { errors: { pointer: string }[] };

async function preview(what: string, body: unknown) {
  const response = await bareApi().request(
    `/v1/preview/${what}`,
    jsonRequest({ method: "POST", body }),
  );
  return { status: response.status, body: (await response.json()) as Answer };
}

test.each([
  {
    name: "CAL-2: month ends come from the anchor",
    body: { anchor_date: "2026-01-31", interval: "P1M", count: 3 },
    periods: [
      { start: "2026-01-31", end: "2026-02-27" },
      { start: "2026-02-28", end: "2026-03-30" },
      { start: "2026-03-31", end: "2026-04-29" },
    ],
  },
  {
    name: "CAL-5: another anchor day makes a stub",
    body: { anchor_date: "2026-01-10", interval: "P1M", count: 2, anchor_day: 15 },
    periods: [
      { start: "2026-01-10", end: "2026-01-14" },
      { start: "2026-01-15", end: "2026-02-14" },
    ],
  },
  {
    name: "CAL-2: skipped periods",
    body: { anchor_date: "2024-02-29", interval: "P1Y", count: 1, from_index: 4 },
    periods: [{ start: "2028-02-29", end: "2029-02-27" }],
  },
])("$name", async ({ body, periods }) => {
  expect(await preview("periods", body)).toEqual({ status: 200, body: { periods } });
});

test.each([
  {
    name: "CAL-6: 249.95 x 27/30",
    price: 24995,
    used: ["2026-06-04", "2026-06-30"],
    period: ["2026-06-01", "2026-06-30"],
    amount: 22496,
  },
  {
    name: "CAL-6: 599.95 x 1/29",
    price: 59995,
    used: ["2024-02-29", "2024-02-29"],
    period: ["2024-02-01", "2024-02-29"],
    amount: 2069,
  },
  {
    name: "CAL-6: the whole of a short February",
    price: 10000,
    used: ["2026-02-01", "2026-02-28"],
    period: ["2026-02-01", "2026-02-28"],
    amount: 10000,
  },
])("$name", async ({ price, used, period, amount }) => {
  const [usedStart, usedEnd] = used;
  const [start, end] = period;
  const answer = await preview("proration", {
    price_minor: price,
    currency: "USD",
    period: { start, end },
    used: { start: usedStart, end: usedEnd },
  });
  expect(answer).toMatchObject({ status: 200, body: { amount_minor: amount } });
});

test.each([
  {
    name: "used days outside the period",
    used: { start: "2026-05-31", end: "2026-06-02" },
    pointer: "/used/start",
  },
  {
    name: "used days the wrong way round",
    used: { start: "2026-06-03", end: "2026-06-02" },
    pointer: "/used/end",
  },
  { name: "an amount that is no whole number", price_minor: 1.5, pointer: "/price_minor" },
  { name: "a currency that is none", currency: "XXQ", pointer: "/currency" },
])("proration refuses $name", async ({ pointer, name: _name, ...fields }) => {
  const answer = await preview("proration", {
    price_minor: 1000,
    currency: "USD",
    period: { start: "2026-06-01", end: "2026-06-30" },
    used: { start: "2026-06-01", end: "2026-06-02" },
    ...fields,
  });
  expect(answer.status).toBe(422);
  expect(answer.body.errors.map((error) => error.pointer)).toEqual([pointer]);
});

test.each([
  {
    name: "START-1: last billed 1 May, in advance",
    body: { last_billed: "2026-05-01", interval: "P1M" },
    answer: {
      bill_from: "2026-06-01",
      covered_through: "2026-05-31",
      anchor_day: 1,
      first_invoice_on: "2026-06-01",
      ambiguous: false,
    },
  },
  {
    name: "START-2: last billed 1 May, in arrears",
    body: { last_billed: "2026-05-01", interval: "P1M", billing: "arrears" },
    answer: {
      bill_from: "2026-05-01",
      covered_through: "2026-04-30",
      anchor_day: 1,
      first_invoice_on: "2026-06-01",
      ambiguous: false,
    },
  },
  {
    name: "START-4: 31 January keeps its anchor day",
    body: { last_billed: "2026-01-31", interval: "P1M" },
    answer: { bill_from: "2026-02-28", anchor_day: 31, ambiguous: false },
  },
  {
    name: "START-5: the last day of February leaves candidates",
    body: { last_billed: "2026-02-28", interval: "P1M" },
    answer: {
      bill_from: "2026-03-28",
      anchor_day: 28,
      ambiguous: true,
      candidates: [
        { anchor_day: 28, bill_from: "2026-03-28" },
        { anchor_day: 29, bill_from: "2026-03-29" },
        { anchor_day: 30, bill_from: "2026-03-30" },
        { anchor_day: 31, bill_from: "2026-03-31" },
      ],
    },
  },
])("$name", async ({ body, answer }) => {
  expect(await preview("start-date", body)).toMatchObject({ status: 200, body: answer });
});

test.each([
  {
    name: "no date at all",
    body: { interval: "P1M" },
    rule: "START-3",
    pointers: ["/last_billed"],
  },
  {
    name: "dates that contradict each other",
    body: { last_billed: "2026-05-01", covered_through: "2026-07-15", interval: "P1M" },
    rule: "START-7",
    pointers: ["/covered_through"],
  },
])("start-date refuses $name", async ({ body, rule, pointers }) => {
  const answer = await preview("start-date", body);
  expect(answer).toMatchObject({ status: 422, body: { code: "invalid_request", rule } });
  expect(answer.body.errors.map((error) => error.pointer)).toEqual(pointers);
});
