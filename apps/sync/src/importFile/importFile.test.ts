import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { importFile, type ImportFlags, type ImportInput } from "./importFile.ts";

const folder = mkdtempSync(path.join(tmpdir(), "rollbook-import-"));

function fileWith(name: string, text: string): string {
  const file = path.join(folder, name);
  writeFileSync(file, text);
  return file;
}

const roster =
  "Name,Plan,Rate,Cycle,Last billed\nAnn Abbott,Gold,$99.00,Monthly,2026-05-13\nBob Brown,Gold,$99.00,Monthly,2026-02-30\nCleo Cruz,Gold,$297.00,Quarterly,2026-04-01\n";
const noFlags: ImportFlags = {
  settingsPath: undefined,
  reportPath: undefined,
  today: "2026-05-15",
  currency: undefined,
  isDryRun: false,
  isConfirmed: false,
  isJson: false,
};

async function run(
  filePath: string,
  flags: Partial<ImportFlags>,
  rest: Partial<ImportInput> = {},
): Promise<{ text: string; exitCode: number }> {
  const lines: string[] = [];
  const exitCode = await importFile({
    filePath,
    flags: { ...noFlags, ...flags },
    today: "2026-05-15",
    write: (line) => lines.push(line),
    progress: () => {},
    confirm: undefined,
    apply: undefined,
    ...rest,
  });
  return { text: lines.join("\n"), exitCode };
}

describe("a preview before anything is written", () => {
  test("held rows are told one line a cause, the most frequent first, with a few of their rows", async () => {
    const held = Array.from(
      { length: 7 },
      (_, at) => `Ann ${at} Abbott,Gold,$99.00,Monthly,2026-02-3${at % 2}`,
    );
    const text = [
      "Name,Plan,Rate,Cycle,Last billed",
      ...held,
      ",Gold,$99.00,Monthly,2026-05-01",
      "",
    ];
    const shown = (await run(fileWith("held.csv", text.join("\n")), { isDryRun: true })).text;
    expect(shown).toContain(
      '7 rows (2, 3, 4, 5, 6 and 2 more), column 5 "Last billed": for example: The last billed "2026-02-30" is no day of the calendar.',
    );
    expect(
      shown.split("\n").filter((line) => line.includes("is no day of the calendar")),
    ).toHaveLength(1);
  });

  test("ROS-8: what the practice confirmed for an earlier file reads this one, and is told", async () => {
    const name = fileWith(
      "again.csv",
      "Who,Plan,Rate,Cycle,BeginDate\nAnn Abbott,Gold,$99.00,Monthly,2026-06-13\n",
    );
    const asked = await run(name, { isDryRun: true });
    const columns = ["full_name", "plan_name", "price_cents", "interval", "next_bill"] as const;
    const headers = ["Who", "Plan", "Rate", "Cycle", "BeginDate"];
    const kept = await run(
      name,
      { isDryRun: true },
      {
        keptMapping: async () => ({
          columns: columns.map((field, at) => ({
            column: at + 1,
            header: headers[at] ?? "",
            field,
          })),
        }),
      },
    );
    expect(asked.text).not.toContain("earlier file");
    expect(kept.text).toContain("Columns and answers are those of this practice's earlier file");
    expect(kept.text).toMatch(/5 "BeginDate" +next_bill \(100 %\)/);
    expect(kept.text).toContain("first invoice 2026-06-13");
  });

  test("ROS-14: amounts are of the currency they are written in, and a price in another one is held", async () => {
    const euros = roster.replaceAll("$", "€");
    expect((await run(fileWith("euros.csv", euros), { isDryRun: true })).text).toContain(
      "row 2: Ann Abbott, first invoice 2026-06-13, €99.00 monthly",
    );
    const mixed = roster.replace("$297.00", "€297.00");
    const { text } = await run(fileWith("mixed.csv", mixed), { isDryRun: true });
    expect(text).toContain("4 rows, amounts in USD");
    expect(text).toContain(
      'row 4, column 3 "Rate": The price "€297.00" is not an amount. Expected an amount in USD, the currency of the practice\'s books.',
    );
  });

  test("shows mapping, counts, first rows, what is held, and who pays what when", async () => {
    const { text, exitCode } = await run(fileWith("members.csv", roster), { isDryRun: true });
    expect(exitCode).toBe(0);
    expect(text).toContain('members.csv: csv, utf-8, "," between columns, 4 rows');
    expect(text).toMatch(/5 "Last billed" +last_billed \(\d+ %\)/);
    expect(text).toContain("2 ok, 0 with a warning, 1 held, 0 waiting for an answer");
    expect(text).toContain(
      'row 3, column 5 "Last billed": The last billed "2026-02-30" is no day of the calendar.',
    );
    expect(text).toContain("2026-06-13      1 invoices  $99.00");
    expect(text).toContain("row 4: Cleo Cruz, first invoice 2026-07-01, $297.00 quarterly");
    expect(text).toContain("Nothing was written: this was a dry run.");
  });

  test("ROS-17: who is read with a warning is told with row, column, value and what would be right", async () => {
    const people = Array.from(
      { length: 23 },
      (_, at) =>
        `Ann ${"ABCDEFGHIJKLMNOPQRSTUVW"[at]}bbott,nobody${at}@nowhere..example,Gold,$99.00,Monthly,2026-05-01`,
    );
    const reached = people.map((line, at) =>
      line.replace("Ann", "Ben").replace(/,nobody[^,]*/, `,ben${at}@example.org`),
    );
    const text = ["Name,Email,Plan,Rate,Cycle,Last billed", ...people, ...reached, ""].join("\n");
    const shown = (await run(fileWith("warned.csv", text), { isDryRun: true })).text;
    expect(shown).toContain("23 with a warning");
    expect(shown).toContain("Read with a warning, and why");
    expect(shown).toContain(
      'row 2, column 2 "Email": "nobody0@nowhere..example" is not an email address. Expected one address, such as name@example.org.',
    );
    expect(shown).toContain('row 21, column 2 "Email": "nobody19@');
    expect(shown).not.toContain("row 22, column 2");
    expect(shown).toContain("and 3 more warnings; --report FILE has them all");
  });

  test("writes the report that scripts read", async () => {
    const reportPath = path.join(folder, "out", "members.report.json");
    await run(fileWith("reported.csv", roster), { isDryRun: true, reportPath });
    const report = JSON.parse(readFileSync(reportPath, "utf8")) as {
      as_of: string;
      rows: { record: number; start_date: string | null }[];
    };
    expect(report.as_of).toBe("2026-05-15");
    expect(report.rows.map(({ record, start_date: start }) => `${record} ${start}`)).toEqual([
      "1 null",
      "2 2026-06-13",
      "3 null",
      "4 2026-07-01",
    ]);
  });

  test("nothing is applied before it is accepted, and --yes accepts it", async () => {
    const applied: number[] = [];
    const apply: ImportInput["apply"] = ({ reading }) => {
      applied.push(reading.counts.ok);
      return Promise.resolve("Imported.");
    };
    const file = fileWith("applied.csv", roster);
    expect((await run(file, {}, { apply })).exitCode).toBe(1);
    expect((await run(file, {}, { apply, confirm: () => Promise.resolve(false) })).exitCode).toBe(
      1,
    );
    expect(applied).toEqual([]);
    expect((await run(file, { isConfirmed: true }, { apply })).text).toContain("Imported.");
    expect(applied).toEqual([2]);
  });

  test("an open question that could bill wrongly is not passed over by --yes", async () => {
    const file = fileWith("order.csv", "Name,Cycle,Last billed\nAnn Abbott,Monthly,03/04/2026\n");
    const { text, exitCode } = await run(
      file,
      { isConfirmed: true },
      { apply: () => Promise.resolve("Imported.") },
    );
    expect(exitCode).toBe(1);
    expect(text).toContain('! In column "Last billed" no date tells day from month');
    expect(text).toContain('answer in the settings file with "date_order"');
    const settingsPath = fileWith(
      "order.json",
      JSON.stringify({ date_order: "DMY", today: "2026-04-10", currency: "EUR" }),
    );
    expect((await run(file, { isDryRun: true, settingsPath, today: undefined })).text).toContain(
      "starts 2026-05-03",
    );
  });
});

test("somebody at a terminal is asked, and the file is read again with each answer", async () => {
  const file = fileWith(
    "asked.csv",
    "Name,Last billed\nAnn Abbott,03/05/2026\nBob Brown,04/05/2026\n",
  );
  const asked: string[] = [];
  const choose: ImportInput["choose"] = (question) => {
    asked.push(question.code);
    const answers: Record<string, string> = {
      date_order_ambiguous: "DMY",
      interval_unknown: "P1M",
    };
    return Promise.resolve(answers[question.code]);
  };
  const { text } = await run(file, { isDryRun: true }, { choose });
  expect(asked).toEqual(["header_uncertain", "date_order_ambiguous", "interval_unknown"]);
  expect(text).toContain("row 2: Ann Abbott, monthly, starts 2026-06-03, Deferred");
  asked.length = 0;
  await run(file, { isConfirmed: true }, { choose });
  expect(asked).toEqual([]);
});

describe("what cannot be read is refused in one sentence", () => {
  test.each([
    ["nowhere.csv", {}, "There is no file"],
    [fileWith("empty.csv", ""), {}, "is empty"],
    [
      fileWith("picture.csv", "\u0089PNG\r\n\u001a\n\u0000\u0000"),
      {},
      "is not text and not a spreadsheet",
    ],
    [fileWith("page.csv", "<!doctype html><html></html>"), {}, "is not a spreadsheet"],
    [fileWith("fine.csv", roster), { settingsPath: "nowhere.json" }, "There is no settings file"],
    [
      fileWith("fine2.csv", roster),
      { settingsPath: fileWith("broken.json", "{") },
      "is not a JSON object",
    ],
    [
      fileWith("fine3.csv", roster),
      { settingsPath: fileWith("wrong.json", '{"date_order":"XYZ"}') },
      '"date_order" is not right',
    ],
  ])("%s %o: %s", async (file, flags, reason) => {
    await expect(run(file, flags)).rejects.toThrow(reason);
  });
});

test("balances of a column and payments of a second file are shown, with totals, and never as a charge", async () => {
  const file = fileWith(
    "owing.csv",
    "ID,Name,Cycle,Last billed,Balance due\n1,Ann Abbott,Monthly,2026-05-13,50.00\n2,Bob Brown,Monthly,2026-05-10,\n",
  );
  const paymentsPath = fileWith(
    "payments.csv",
    "Patient ID,Date,Amount\n2,2026-05-10,99.00\n7,2026-05-10,10.00\n",
  );
  const { text } = await run(file, { isDryRun: true, paymentsPath });
  expect(text).toContain("1 person: $50.00 owed from before");
  expect(text).toContain("row 2: Ann Abbott, $50.00 owed from before, on 2026-05-15");
  expect(text).toContain("payments.csv: 3 rows of balances and payments");
  expect(text).toContain("1 person: $99.00 paid for what was billed before");
  expect(text).toContain('row 3: Nobody here has the ID "7".');
});

test("a question about the second file keeps all of it from being written", async () => {
  const paymentsPath = fileWith("signs.csv", "Name,Balance\nAnn Abbott,-5.00\nCleo Cruz,7.00\n");
  const { text, exitCode } = await run(
    fileWith("unsigned.csv", roster),
    { isConfirmed: true, paymentsPath },
    { apply: () => Promise.resolve("Imported.") },
  );
  expect(exitCode).toBe(1);
  expect(text).toContain('! Column "Balance" has amounts with a minus.');
  expect(text).not.toContain("Imported.");
});
