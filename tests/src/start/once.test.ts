import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { figure, newWorkplace, startProgram, type Ended, type Workplace } from "./startProgram.ts";

let place: Workplace;
beforeAll(() => {
  place = newWorkplace();
});
afterAll(() => {
  place.remove();
});

describe("the sample practice, synced once", () => {
  let first: Ended;
  beforeAll(async () => {
    first = await startProgram(["--once", "--data", place.file("sample")]).ended;
  });

  test("is synced and billed, and the program ends by itself", () => {
    expect(first).toMatchObject({ code: 0, errors: "" });
    expect(figure(first.output, "Members")).toBeGreaterThan(150);
    expect(figure(first.output, "Deferred")).toBeGreaterThan(100);
    expect(figure(first.output, "Invoices issued")).toBeGreaterThan(0);
    expect(figure(first.output, "Rows that need attention")).toBeGreaterThanOrEqual(12);
    expect(figure(first.output, "Google Sheets calls")).toBeLessThanOrEqual(5);
  });

  test("synced again, nothing is written and the sheet is read once", async () => {
    const again = await startProgram(["--once", "--data", place.file("sample")]).ended;
    expect(again.code).toBe(0);
    expect(figure(again.output, "Cells written to the sheet")).toBe(0);
    expect(figure(again.output, "Google Sheets calls")).toBe(1);
    expect(figure(again.output, "Invoices issued")).toBe(figure(first.output, "Invoices issued"));
  });

  test("keeps an owner's key that only its owner can read", () => {
    expect(readFileSync(place.file("sample/api-key"), "utf8")).toMatch(/^rbk_test_[\w-]{49}\n$/u);
  });
});

describe("a roster that leaves something open", () => {
  const flags = () => ["--once", "--data", place.file("open"), "--roster", place.file("open.csv")];
  const question = "? No column says how often members are billed.";

  test("is asked about, with the answers that may be given", async () => {
    writeFileSync(
      place.file("open.csv"),
      "First name,Last name,Date of birth,Plan,Price,Last billed\nAda,Kowalska,1980-02-03,Gold,99.00,2026-05-01\n",
    );
    const ended = await startProgram([...flags(), "--today", "2026-05-15"]).ended;
    expect(ended).toMatchObject({ code: 0, errors: "" });
    expect(ended.output).toContain(question);
    expect(ended.output).toContain('with "interval_default": "P1M" monthly');
    expect(figure(ended.output, "Members")).toBe(0);
  });

  test("is read anew with the answer that the next start brings, and asked no more", async () => {
    writeFileSync(place.file("answers.json"), JSON.stringify({ interval_default: "P1M" }));
    const ended = await startProgram([...flags(), "--settings", place.file("answers.json")]).ended;
    expect(ended).toMatchObject({ code: 0, errors: "" });
    expect(ended.output).not.toContain(question);
    expect(figure(ended.output, "Members")).toBe(1);
    expect(figure(ended.output, "Deferred")).toBe(1);
  });
});

describe("a roster file", () => {
  const roster = [
    "First name,Last name,Date of birth,Plan,Billing cycle,Price,Last billed",
    "Ada,Kowalska,1980-02-03,Gold,Monthly,99.00,2026-05-01",
    "Ben,Harper,1975-11-30,Gold,Monthly,99.00,2026-04-31",
  ].join("\n");
  const flags = () => [
    "--once",
    "--data",
    place.file("books"),
    "--today",
    "2026-05-15",
    "--roster",
    place.file("members.csv"),
    "--report",
    place.file("report.json"),
  ];

  test("becomes the roster of a new practice, with what was read and computed row by row", async () => {
    writeFileSync(place.file("members.csv"), roster);
    const ended = await startProgram(flags()).ended;
    expect(ended).toMatchObject({ code: 0, errors: "" });
    const report = JSON.parse(readFileSync(place.file("report.json"), "utf8"));
    expect(report.rows.find((row: { record: number }) => row.record === 2)).toMatchObject({
      outcome: "ok",
      start_date: "2026-06-01",
      status: "Deferred",
    });
    expect(report.rows.find((row: { record: number }) => row.record === 3)).toMatchObject({
      outcome: "error",
      issues: [{ code: "date_impossible", field: "last_billed" }],
    });
    expect(report.sync).toMatchObject({ members: 1, invoices: 0 });
  });

  test("given again with the same bytes changes nothing", async () => {
    const ended = await startProgram(flags()).ended;
    expect(ended.code).toBe(0);
    expect(figure(ended.output, "Cells written to the sheet")).toBe(0);
    expect(figure(ended.output, "Members")).toBe(1);
  });

  test("with other bytes is refused, and taken with --replace", async () => {
    writeFileSync(
      place.file("members.csv"),
      `${roster}\nCem,Ueda,1990-01-01,Gold,Monthly,99.00,2026-05-02`,
    );
    const refused = await startProgram(flags()).ended;
    expect(refused.code).toBe(1);
    expect(refused.errors).toContain("add --replace to put this one in its place");
    const replaced = await startProgram([...flags(), "--replace"]).ended;
    expect(replaced).toMatchObject({ code: 0, errors: "" });
    expect(figure(replaced.output, "Members")).toBe(2);
  });

  test("a practice with a clock of its own is not set back", async () => {
    const back = await startProgram([
      "--once",
      "--data",
      place.file("books"),
      "--today",
      "2026-05-01",
    ]).ended;
    expect(back.code).toBe(1);
    expect(back.errors).toBe(
      "This practice's day is 2026-05-15 and only goes forward: give --today 2026-05-15 or later.\n",
    );
  });

  test("leaves no lock behind", () => {
    expect(existsSync(place.file("books/rollbook.json.new"))).toBe(false);
  });
});
