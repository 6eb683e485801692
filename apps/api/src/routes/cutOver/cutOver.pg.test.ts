import type { components } from "@rollbook/client";
import ExcelJS from "exceljs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  createPracticeApi,
  type PracticeApi,
  type TestPractice,
} from "../../testing/practiceApi.ts";
import { made } from "../../testing/made.ts";

let api: PracticeApi;
let practice: TestPractice;
let membershipId: string;

beforeAll(async () => {
  api = await createPracticeApi();
  practice = await api.newPractice("Łódź Family Medicine");
  const { client } = practice;
  const plan = await made(
    client.POST("/v1/plans", {
      body: {
        type: "membership",
        name: "Gold",
        pricing: { kind: "per_person", prices: [{ interval: "P1M", price_minor: 9_900 }] },
      },
    }),
  );
  const patient = await made(
    client.POST("/v1/patients", { body: { first_name: "Ada", last_name: "Zażółć" } }),
  );
  const { data } = await client.POST("/v1/memberships", {
    body: { patient_id: patient, plan_id: plan, interval: "P1M", last_billed: "2026-05-01" },
  });
  membershipId = data?.membership.id ?? "";
});
afterAll(() => api.drop());

const get = (path: string) =>
  api.app.request(path, { headers: { authorization: `Bearer ${practice.key}` } });

async function workbookOf(rows: readonly (readonly unknown[])[]): Promise<ArrayBuffer> {
  const workbook = new ExcelJS.Workbook();
  workbook.addWorksheet("Export").addRows(rows as unknown[][]);
  return (await workbook.xlsx.writeBuffer()) as ArrayBuffer;
}

const compare = (file: string) =>
  api.app.request("/v1/cut-over/compare", {
    method: "POST",
    headers: { authorization: `Bearer ${practice.key}`, "content-type": "text/csv" },
    body: file,
  });

describe("the proof", () => {
  test("CUT-1: comes as JSON, CSV and PDF", async () => {
    const { data } = await practice.client.GET("/v1/cut-over/proof");
    expect(data).toMatchObject({
      practice: "Łódź Family Medicine",
      totals: { members: 1, gap_days: 0, overlap_days: 0, to_sign_off: 0, open: 0 },
      accept_by: ["owner"],
      members: [
        {
          membership_id: membershipId,
          name: "Ada Zażółć",
          segments: [{ kind: "old", start: "2026-05-01", end: "2026-05-31" }, { kind: "new" }],
          last_charge_there: "2026-05-01",
          first_charge_here: "2026-06-01",
        },
      ],
    });
    const csv = await (await get("/v1/cut-over/proof.csv")).text();
    expect(csv.split("\r\n")[1]).toBe(
      `${membershipId},Ada Zażółć,old,2026-05-01,2026-05-31,2026-05-01,2026-06-01,,,`,
    );
    const pdf = await get("/v1/cut-over/proof.pdf");
    expect(pdf.headers.get("content-type")).toBe("application/pdf");
    expect(
      Buffer.from(await pdf.arrayBuffer())
        .subarray(0, 5)
        .toString(),
    ).toBe("%PDF-");
  });

  test("CUT-3: our own forecast compared with itself has no difference, and each one that is made is listed", async () => {
    const own = await (await get("/v1/cut-over/forecast.csv")).text();
    expect(await (await compare(own)).json()).toMatchObject({
      equal: 12,
      differences: [],
      problems: [],
    });
    const changed = own.replace("2026-07,99.00", "2026-07,95.00");
    expect(await (await compare(changed)).json()).toMatchObject({
      equal: 11,
      differences: [
        {
          membership_id: membershipId,
          name: "Ada Zażółć",
          month: "2026-07",
          there_minor: 9_500,
          here_minor: 9_900,
        },
      ],
    });
  });

  test.each([
    [
      "a row for each month, with dates",
      [
        ["Member", "Billing date", "Amount"],
        ["Ada Zażółć", new Date("2026-06-01T00:00:00Z"), 99],
        ["Ada Zażółć", new Date("2026-07-01T00:00:00Z"), 95],
        ["Nobody Here", new Date("2026-07-01T00:00:00Z"), 12.5],
      ],
    ],
    [
      "a column for each month, below a title",
      [
        ["Charges of the coming months"],
        [],
        ["Patient Name", new Date("2026-06-01T00:00:00Z"), "Jul 2026"],
        ["Zażółć, Ada", 99, "$95.00"],
        ["Nobody Here", null, "12,50"],
      ],
    ],
  ])("CUT-3: an export as XLSX is compared: %s", async (_name, rows) => {
    const answer = await api.app.request("/v1/cut-over/compare?file_name=old.xlsx", {
      method: "POST",
      headers: {
        authorization: `Bearer ${practice.key}`,
        "content-type": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
      },
      body: await workbookOf(rows),
    });
    const answered = (await answer.json()) as components["schemas"]["CutOverComparison"];
    const { equal, differences, problems } = answered;
    const compared = differences.filter(({ month }) => month <= "2026-07");
    expect({ equal, compared, problems }).toEqual({
      equal: 1,
      problems: [],
      compared: [
        expect.objectContaining({
          membership_id: null,
          name: "Nobody Here",
          there_minor: 1_250,
          here_minor: 0,
        }),
        expect.objectContaining({
          membership_id: membershipId,
          month: "2026-07",
          there_minor: 9_500,
          here_minor: 9_900,
        }),
      ],
    });
  });

  test("CUT-3: a workbook that is broken is refused with a sentence", async () => {
    const answer = await api.app.request("/v1/cut-over/compare?file_name=old.xlsx", {
      method: "POST",
      headers: {
        authorization: `Bearer ${practice.key}`,
        "content-type": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
      },
      body: "PK\u0003\u0004Member,Month,Amount",
    });
    expect(answer.status).toBe(422);
    expect(await answer.json()).toMatchObject({
      errors: [{ code: "unreadable_file", detail: expect.stringMatching(/[a-z].*\.$/) }],
    });
  });

  test("CUT-2: accepted by its owner, it makes the practice live", async () => {
    const { data: first } = await practice.client.GET("/v1/practices/{practice_id}/first-charges", {
      params: { path: { practice_id: practice.practiceId } },
    });
    const { data } = await practice.client.POST("/v1/cut-over/accept", {
      params: { header: { "Idempotency-Key": "accept-1" } },
      body: {
        accepted: {
          invoice_count: first?.invoice_count ?? 0,
          total_minor: first?.total_minor ?? 0,
        },
      },
    });
    expect(data).toMatchObject({ live_on: "2026-05-15", signed_off: [] });
  });
});
