import { loadRosterFile } from "@rollbook/roster-files";
import ExcelJS from "exceljs";
import * as fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  createPracticeApi,
  testInstant,
  type PracticeApi,
  type TestPractice,
} from "../testing/practiceApi.ts";

const signs = ["=", "+", "-", "@", "\t", "\r"];
const rest = fc.oneof(
  fc.string({ unit: "grapheme", minLength: 1, maxLength: 20 }),
  fc.constantFrom("1+1", "cmd|' /C calc'!A0", 'HYPERLINK("http://x.test","y")'),
);
const notes = fc
  .sample(fc.tuple(fc.constantFrom(...signs, ...signs.map((sign) => `'${sign}`)), rest), {
    numRuns: 60,
    seed: 5,
  })
  .map(([sign, text], index) => `${sign}${text}${index}x`)
  .filter((text) => !text.includes("\u0000"));

let api: PracticeApi;
let practice: TestPractice;
beforeAll(async () => {
  api = await createPracticeApi();
  practice = await api.newPractice("Formulas");
  // As stored: what is typed over the API loses its outer blanks before it is kept.
  const rows = notes.map((text, index) => ({
    practice_id: practice.practiceId,
    id: `pat_${index}`,
    notes: text,
    created_at: testInstant,
    updated_at: testInstant,
  }));
  await api.services.database.sql`insert into patient ${api.services.database.sql(rows)}`;
});
afterAll(() => api.drop());

async function exported(format: "csv" | "xlsx"): Promise<Uint8Array<ArrayBuffer>> {
  const headers = { authorization: `Bearer ${practice.key}` };
  const response = await api.app.request(`/v1/exports/patients.${format}`, { headers });
  expect(response.status).toBe(200);
  return new Uint8Array(await response.arrayBuffer());
}

async function notesIn(format: "csv" | "xlsx"): Promise<unknown[]> {
  const loaded = await loadRosterFile({
    bytes: await exported(format),
    fileName: `patients.${format}`,
  });
  if (loaded.kind !== "grid") throw new Error(loaded.reason);
  const [header, ...rows] = loaded.grid.rows;
  const column = header?.findIndex((cell) => cell.kind === "text" && cell.text === "notes") ?? -1;
  return rows.map((row) => row[column]);
}

test.each(["csv", "xlsx"] as const)(
  "what was typed comes back from %s as the same text",
  async (format) => {
    const back = (await notesIn(format)) as { text?: string }[];
    // Made within one millisecond of the practice's clock, they have no order.
    expect(new Set(back.map(({ text }) => text))).toEqual(new Set(notes));
  },
);

test("no cell of the XLSX is a formula", async () => {
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.load((await exported("xlsx")).buffer);
  const formulas: string[] = [];
  workbook.worksheets[0]?.eachRow((row) =>
    row.eachCell((cell) => {
      if (cell.type === ExcelJS.ValueType.Formula) formulas.push(cell.address);
    }),
  );
  expect(formulas).toEqual([]);
});
