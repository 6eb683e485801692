import { expect, test } from "vitest";
import { explainCell, type CellContext } from "./explainCell.ts";
import { planSync } from "./planSync.ts";
import { applyToy, newToy, stateOf, toyPerson } from "./testRoster.ts";
import type { KnownRow } from "./syncState.ts";

const toy = newToy([toyPerson(0)]);
const [row] = applyToy(toy, planSync(stateOf(toy))).known;

const contextOf = (changes: Partial<KnownRow>, more: Partial<CellContext> = {}): CellContext => ({
  known: { ...(row as KnownRow), ...changes },
  createdByRun: "syn_1",
  history: [],
  start: null,
  status: null,
  price: null,
  ...more,
});

const entry = (origin: "sheet" | "database" | "put_back") => ({
  runId: "syn_2",
  origin,
  before: "old@example.org",
  after: "new@example.org",
  happenedAt: "2026-05-20T15:00:00Z",
  editorHint: null,
});

const base = { ...row?.base, email: "new@example.org" };
const agreed = { base, stored: base };

test.each([
  {
    name: "first read",
    context: contextOf(agreed),
    rule: "SYN-6",
    setBy: { origin: "first_read", runId: "syn_1" },
    says: "stood in the row when it was first read",
    held: null,
  },
  {
    name: "typed in the sheet",
    context: contextOf(agreed, { history: [entry("sheet")] }),
    rule: "SYN-6",
    setBy: { origin: "sheet", runId: "syn_2" },
    says: "the sheet does not say who typed it",
    held: null,
  },
  {
    name: "typed in the sheet, with Drive's hint",
    context: contextOf(agreed, {
      history: [{ ...entry("sheet"), editorHint: "ada@clinic.example" }],
    }),
    rule: "SYN-6",
    setBy: { origin: "sheet", runId: "syn_2", editorHint: "ada@clinic.example" },
    says: "does not say who typed it, Drive names ada@clinic.example as its last editor",
    held: null,
  },
  {
    name: "changed in Rollbook and on its way",
    context: contextOf({ base, stored: { ...base, email: "api@example.org" } }),
    rule: "SYN-6",
    setBy: { origin: "first_read" },
    says: 'from "new@example.org" to "api@example.org"; the next sync writes it',
    held: null,
  },
  {
    name: "an open conflict",
    context: contextOf({
      ...agreed,
      openConflicts: [
        { field: "email", sheetValue: "a@example.org", storedValue: "b@example.org", keep: null },
      ],
    }),
    rule: "SYN-6",
    setBy: { origin: "first_read" },
    says: "both were changed",
    held: 'The sheet says "a@example.org" and Rollbook says "new@example.org"',
  },
  {
    name: "a held row",
    context: contextOf({ ...agreed, heldReason: "The birth date cannot be read." }),
    rule: "SYN-12",
    setBy: { origin: "first_read" },
    says: "which was accepted last",
    held: "The birth date cannot be read.",
  },
])("WHY-1: a cell says why: $name", ({ context, rule, setBy, says, held }) => {
  const explained = explainCell({ field: "email", context });
  expect(explained).toMatchObject({ rowId: row?.rowId, base: "new@example.org", setBy, held });
  expect(explained.explain.rule).toBe(rule);
  expect(explained.explain.sentence).toContain(says);
  expect(explained.explain.sentence).toContain(`(${rule}).`);
});

test("WHY-1: a computed cell answers with the membership's own reason, or that it is put back", () => {
  const start = {
    rule: "START-1",
    inputs: {},
    arithmetic: "31 May + 1 day",
    sentence: "Covered through 31 May; billing here starts 1 June (START-1).",
  };
  const context = contextOf({}, { start, history: [entry("put_back")] });
  expect(explainCell({ field: "start_date", context }).explain).toEqual(start);
  const attention = explainCell({ field: "needs_attention", context });
  expect(attention).toMatchObject({ owner: "rollbook", setBy: { runId: "syn_2" } });
  expect(attention.explain.rule).toBe("SYN-9");
});
