import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { createPatient } from "../patient/index.ts";
import { day, refusalOf, startTestPractice, type TestPractice } from "../testing/index.ts";
import { importEarlierPayments } from "./index.ts";

let root: TestPractice;
let here: TestPractice;
let patientId: string;
let count = 0;
beforeAll(async () => {
  root = await startTestPractice();
});
afterAll(() => root.testDatabase.drop());
beforeEach(async () => {
  count += 1;
  root.setInstant("2026-06-01T15:00:00Z");
  here = await root.another({ name: `Practice ${count}` });
  patientId = (await here.run(createPatient, { lastName: "Adler" })).id;
});

describe("MIG-10: what is handed over is said once", () => {
  const charged = (id: string, amountMinor: number) => ({
    id,
    patientId,
    payerKind: "patient" as const,
    currency: "USD" as never,
    amountMinor,
    receivedOn: day("2026-06-01"),
    method: "card" as const,
    invoiceId: null,
    processorReference: "ch_1" as string | null,
  });
  const handOver = (...payments: ReturnType<typeof charged>[]) =>
    refusalOf(here.run(importEarlierPayments, { payments }));

  test("MIG-10: the same again adds nothing, in one file or in two", async () => {
    expect(await handOver(charged("a", 10_000), charged("a", 10_000))).toEqual({
      added: 1,
      known: 1,
    });
    expect(await handOver(charged("a", 10_000))).toEqual({ added: 0, known: 1 });
    expect(await handOver(charged("b", 10_000))).toEqual({ added: 0, known: 1 });
  });

  type File = readonly (readonly [id: string, amountMinor: number])[];
  const cases: [name: string, first: File, second: File][] = [
    [
      "another amount under one ID, in one file",
      [],
      [
        ["a", 10_000],
        ["a", 9000],
      ],
    ],
    ["another amount under one ID, in two files", [["a", 10_000]], [["a", 9000]]],
    [
      "money given back with the number of the charge",
      [],
      [
        ["a", 10_000],
        ["r", -2000],
      ],
    ],
    ["money given back with it, in two files", [["a", 10_000]], [["r", -2000]]],
  ];
  test.each(cases)("MIG-10: %s is refused, and nothing is lost silently", async (...given) => {
    const [, first, second] = given;
    const rows = (file: File) => file.map(([id, amountMinor]) => charged(id, amountMinor));
    await handOver(...rows(first));
    expect(await handOver(...rows(second))).toMatchObject({ code: "refused", rule: "MIG-10" });
  });

  test("MIG-10: a day still ahead and an amount beyond all measure are refused", async () => {
    expect(await handOver({ ...charged("a", 1), receivedOn: day("2026-06-02") })).toMatchObject({
      rule: "MIG-10",
    });
    expect(await handOver(charged("a", Number.MAX_SAFE_INTEGER))).toMatchObject({
      rule: "MONEY-1",
    });
  });
});
