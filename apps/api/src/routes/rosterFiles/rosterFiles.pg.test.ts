import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  createPracticeApi,
  type PracticeApi,
  type TestPractice,
} from "../../testing/practiceApi.ts";

let api: PracticeApi;
let practice: TestPractice;
beforeAll(async () => {
  api = await createPracticeApi();
  practice = await api.newPractice("Files");
});
afterAll(() => api.drop());

type Sent = {
  body: string | Uint8Array<ArrayBuffer>;
  settings?: object;
  answers?: object[];
  contentType?: string;
  by?: TestPractice;
};

const preview = (input: Sent) => send(input, { path: "roster-files/preview" });

const confirm = (input: Sent, how: { planHash: string; key: string }) =>
  send(input, {
    path: "roster-files/confirm",
    query: { plan_hash: how.planHash },
    headers: { "idempotency-key": how.key },
  });

async function send(
  { body, settings, answers, contentType = "text/csv", by = practice }: Sent,
  how: { path: string; query?: Record<string, string>; headers?: Record<string, string> },
) {
  const query = new URLSearchParams({ file_name: "roster.csv", ...how.query });
  if (settings !== undefined) query.set("settings", JSON.stringify(settings));
  if (answers !== undefined) query.set("answers", JSON.stringify(answers));
  const response = await api.app.request(`/v1/${how.path}?${query.toString()}`, {
    method: "POST",
    headers: { authorization: `Bearer ${by.key}`, "content-type": contentType, ...how.headers },
    body,
  });
  return {
    status: response.status,
    replayed: response.headers.get("idempotency-replayed"),
    body: (await response.json()) as Record<string, never> & { plan_hash: string },
  };
}

const people = async (of: TestPractice) =>
  ((await of.client.GET("/v1/patients")).data?.data ?? [])
    .map(({ first_name: first, last_name: last }) => `${first} ${last}`)
    .toSorted();

const header = "First name,Last name,Date of birth,Email,Plan,Price,Billing cycle,Last billed";
const roster = `${header}\nAda,Lovelace,12/10/1985,ada@example.com,Gold,249.95,Monthly,05/01/2026\n`;

test("a file shows its columns, its rows and who is charged when, and nothing is kept", async () => {
  const { status, body } = await preview({ body: roster, settings: { date_order: "MDY" } });
  expect(status).toBe(200);
  expect(body).toMatchObject({
    format: "csv",
    charges: [{ bill_from: "2026-06-01", first_invoice_on: "2026-06-01", price_minor: 24995 }],
    totals_by_date: [{ date: "2026-06-01", members: 1, total_minor: 24995 }],
  });
  const { data } = await practice.client.GET("/v1/patients");
  expect(data?.data).toEqual([]);
});

test.each([
  { name: "settings that are no JSON object", query: "[]", pointer: "/settings" },
  {
    name: "a setting that is none",
    query: '{"date_order":"XYZ"}',
    pointer: "/settings/date_order",
  },
])("$name are refused with a pointer", async ({ query, pointer }) => {
  const { status, body } = await preview({ body: roster, settings: JSON.parse(query) as object });
  expect(status).toBe(422);
  expect(body).toMatchObject({ errors: [{ in: "query", pointer }] });
});

test("an empty file says so, another content type is 415, and too large a file 413", async () => {
  expect(await preview({ body: "" })).toMatchObject({
    status: 422,
    body: { errors: [{ in: "file" }] },
  });
  expect(await preview({ body: roster, contentType: "text/html" })).toMatchObject({ status: 415 });
  expect(await preview({ body: new Uint8Array(20_000_001) })).toMatchObject({ status: 413 });
});

const family = [
  "ID,First name,Last name,Date of birth,Payer ID,Plan,Price,Billing cycle,Last billed,Balance due",
  "1,Ada,Lovelace,12/10/1985,,Gold,249.95,Monthly,05/01/2026,50.00",
  "2,Byron,Lovelace,05/12/2015,1,Gold,,,,",
  "3,Cleo,Cruz,01/31/1990,,Gold,249.95,Monthly,02/30/2026,",
  "",
].join("\n");

describe("what a preview showed is confirmed whole, once, or not at all", () => {
  test("people, memberships, plan and balances are made; what was held is not", async () => {
    const by = await api.newPractice("Confirming");
    const input = { body: family, settings: { date_order: "MDY" }, by };
    const shown = (await preview(input)).body;
    expect(shown).toMatchObject({
      is_mapping_kept: false,
      counts: { ok: 2, error: 1 },
      charges: [{ name: "Ada Lovelace", first_invoice_on: "2026-06-01", covered_people: 2 }],
      opening_totals: { owed: { people: 1, total_minor: 5000 } },
    });
    const made = await confirm(input, { planHash: shown.plan_hash, key: "confirm-1" });
    expect(made).toMatchObject({
      status: 201,
      body: { people: 2, memberships: 2, plans: 1, openings: 1, held: 1, present: 0 },
    });
    expect(await people(by)).toEqual(["Ada Lovelace", "Byron Lovelace"]);
    const { data: invoices } = await by.client.GET("/v1/invoices");
    expect(invoices?.data).toMatchObject([{ open_minor: 5000, kind: "manual", sent_at: null }]);
    const again = await confirm(input, { planHash: shown.plan_hash, key: "confirm-1" });
    expect(again).toMatchObject({ status: 201, body: made.body });
    expect(await people(by)).toHaveLength(2);
  });

  test("the same file again adds nobody, and a corrected one adds who was held, with the mapping kept", async () => {
    const by = await api.newPractice("Again");
    const input = { body: family, settings: { date_order: "MDY" }, by };
    const first = (await preview(input)).body;
    await confirm(input, { planHash: first.plan_hash, key: "again-1" });
    const corrected = { body: family.replace("02/30/2026", "02/28/2026"), by };
    const shown = (await preview(corrected)).body;
    expect(shown).toMatchObject({ is_mapping_kept: true, skipped: { present: 2 } });
    const made = await confirm(corrected, { planHash: shown.plan_hash, key: "again-2" });
    expect(made.body).toMatchObject({ people: 1, plans: 0, openings: 0, held: 0, present: 2 });
    expect(await people(by)).toEqual(["Ada Lovelace", "Byron Lovelace", "Cleo Cruz"]);
    const rest = (await preview(corrected)).body;
    const nothing = await confirm(corrected, { planHash: rest.plan_hash, key: "again-3" });
    expect(nothing.body).toMatchObject({ people: 0, present: 3 });
  });

  test("an open question that blocks is named, and nothing is written", async () => {
    const by = await api.newPractice("Open");
    const input = { body: "Name,Cycle,Last billed\nAnn Abbott,Monthly,03/04/2026\n", by };
    const shown = (await preview(input)).body;
    expect(shown["questions"]).toMatchObject([
      {
        code: "date_order_ambiguous",
        column_number: 3,
        is_blocking: true,
        choices: [{ value: "MDY" }, { value: "DMY" }],
        examples: [expect.stringContaining("2026-03-04 with the month first")],
      },
    ]);
    const refusal = await confirm(input, { planHash: shown.plan_hash, key: "open-1" });
    expect(refusal).toMatchObject({
      status: 409,
      body: { rule: "ROS-24", allowed_actions: ["answer date_order_ambiguous of column 3"] },
    });
    expect(await people(by)).toEqual([]);
    const answers = [{ code: "date_order_ambiguous", value: "DMY" }];
    const answered = (await preview({ ...input, answers })).body;
    expect(answered).toMatchObject({ charges: [{ first_invoice_on: "2026-05-03" }] });
    const unlike = await confirm(
      { ...input, answers: [{ code: "date_order_ambiguous", value: "MDY" }] },
      { planHash: answered.plan_hash, key: "open-2" },
    );
    expect(unlike.status).toBe(412);
    expect(await people(by)).toEqual([]);
  });

  test("what a date column means is answered by its column, with three worked rows to choose by", async () => {
    const by = await api.newPractice("Meaning");
    const rows = [1, 2, 3, 4].map((day) => `Ann ${day} Abbott,Monthly,2026-05-0${day}`).join("\n");
    const input = { body: `Name,Cycle,BeginDate\n${rows}\n`, by };
    const shown = (await preview(input)).body;
    const question = (shown["questions"] as unknown as { code: string; examples: string[] }[]).find(
      ({ code }) => code === "date_meaning",
    );
    expect(question?.examples).toHaveLength(3);
    const answers = [{ code: "date_meaning", column_number: 3, value: "next_bill" }];
    const answered = (await preview({ ...input, answers })).body;
    expect(answered["report"]).toMatchObject({ columns: [{}, {}, { field: "next_bill" }] });
  });

  test.each([
    {
      name: "a question that is not asked",
      answers: [{ code: "phone_region_unknown", value: "US" }],
      pointer: "/answers/0/code",
    },
    {
      name: "a value that is no choice",
      answers: [{ code: "date_order_ambiguous", value: "YDM" }],
      pointer: "/answers/0/value",
    },
  ])("an answer to $name says so", async ({ answers, pointer }) => {
    const body = "Name,Cycle,Last billed\nAnn Abbott,Monthly,03/04/2026\n";
    expect(await preview({ body, answers })).toMatchObject({
      status: 422,
      body: { errors: [{ pointer }] },
    });
  });

  test("without a key, or by somebody who only reads, nothing is confirmed", async () => {
    const by = await api.newPractice("Keyless");
    const input = { body: family, settings: { date_order: "MDY" }, by };
    const { body } = await preview(input);
    const keyless = await send(input, {
      path: "roster-files/confirm",
      query: { plan_hash: body.plan_hash },
    });
    expect(keyless.status).toBe(400);
    expect(await people(by)).toEqual([]);
  });
});

describe("balances and payments of a second file", () => {
  const payments = [
    "Patient ID,Date,Amount,Reference",
    "1,2026-04-01,249.95,100",
    "1,2026-05-01,249.95,101",
    "9,2026-05-01,10.00,102",
    "",
  ].join("\n");

  test("are shown, confirmed once, and never charged", async () => {
    const by = await api.newPractice("Openings");
    const roster = { body: family, settings: { date_order: "MDY" }, by };
    const shown = (await preview(roster)).body;
    await confirm(roster, { planHash: shown.plan_hash, key: "openings-1" });
    const input = { body: payments, by };
    const planned = (await send(input, { path: "opening-files/preview" })).body;
    expect(planned).toMatchObject({
      header_record: 1,
      totals: { paid_before: { people: 1, entries: 2, total_minor: 49990 } },
      rows: [
        {},
        {},
        { outcome: "error", issues: [{ found: "", message: 'Nobody here has the ID "9".' }] },
      ],
    });
    const how = (key: string) => ({
      path: "opening-files/confirm",
      query: { plan_hash: planned.plan_hash },
      headers: { "idempotency-key": key },
    });
    expect(await send(input, how("openings-2"))).toMatchObject({
      status: 201,
      body: { recorded: 2, present: 0, held: 1 },
    });
    expect(await send(input, how("openings-3"))).toMatchObject({
      body: { recorded: 0, present: 2 },
    });
    const { data } = await by.client.GET("/v1/payments");
    expect(data?.data).toMatchObject([
      { kind: "opening", amount_minor: 24995 },
      { kind: "opening", amount_minor: 24995 },
    ]);
    const { data: invoices } = await by.client.GET("/v1/invoices");
    expect(invoices?.data).toHaveLength(1);
  });
});
