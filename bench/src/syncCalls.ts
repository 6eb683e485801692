import process from "node:process";
import { createTestDatabase } from "@rollbook/db/testing";
import { LocalSheets, textOf } from "@rollbook/local-sheets";
import { createPractice } from "@rollbook/services/practice";
import { connectRoster } from "@rollbook/services/roster";
import { createServices, runVerb, systemContext } from "@rollbook/services/run";
import { createSheetsClient } from "@rollbook/sheets";
import { syncPractice } from "@rollbook/sync";
import { printTable, type Row } from "./table.ts";

const count = 2000;
const tabId = 7;
const nowMs = Date.UTC(2026, 4, 15, 15);
const headers = ["Name", "Date of birth", "Email", "Plan", "Billing cycle", "Price", "Last billed"];

const letters = (index: number) =>
  index
    .toString(26)
    .replaceAll(/./g, (digit) => String.fromCharCode(97 + Number.parseInt(digit, 26)));
const person = (index: number) => {
  const name = letters(index + 700);
  return [
    `Person ${name}`,
    `19${50 + (index % 49)}-03-04`,
    `${name}@example.org`,
    "Gold",
    "Monthly",
    99,
    "2026-05-01",
  ];
};

const server = new LocalSheets({ now: () => nowMs, seed: 1 });
const ask = (method: string, target: string, body?: string) =>
  server.answer({ method, target, ...(body === undefined ? {} : { body }) });

const fetchImplementation: typeof fetch = (url, init) => {
  const { pathname, search } = new URL(String(url));
  const body = typeof init?.body === "string" ? init.body : undefined;
  const { answer, status } = ask(init?.method ?? "GET", pathname + search, body);
  const text = answer.kind === "json" ? textOf(answer) : "";
  const headersOfAnswer = { "content-type": "application/json" };
  return Promise.resolve(new Response(text, { status, headers: headersOfAnswer }));
};
const client = createSheetsClient({ rootUrl: "http://127.0.0.1/", fetchImplementation });

const cellOf = (value: string | number) =>
  typeof value === "number"
    ? { userEnteredValue: { numberValue: value } }
    : { userEnteredValue: { stringValue: value } };

const made = await client.createSpreadsheet({
  properties: { title: "Roster" },
  sheets: [
    {
      properties: {
        sheetId: tabId,
        title: "Members",
        gridProperties: { rowCount: count + 50, columnCount: 20 },
      },
      data: [
        {
          rowData: [headers, ...Array.from({ length: count }, (_, at) => person(at))].map(
            (row) => ({
              values: row.map(cellOf),
            }),
          ),
        },
      ],
    },
  ],
});
const spreadsheetId = made.spreadsheetId ?? "";
const { database, drop } = await createTestDatabase();
const services = createServices({ database, clock: () => new Date(nowMs).toISOString() });
const { practiceId } = await createPractice(services, {
  name: "Bench",
  timeZone: "America/New_York",
  currency: "USD",
  locale: "en-US",
});
await runVerb(services, connectRoster, {
  input: { spreadsheetId, isFirstSyncApproved: true, isCreatingPlans: true, settings: {} },
  context: systemContext({ practiceId, instant: services.clock(), requestId: "bench" }),
});

/** Types a price into so many rows, as people do. */
function typePrices(rows: number, price: number): void {
  const requests = Array.from({ length: rows }, (_, at) => ({
    updateCells: {
      start: { sheetId: tabId, rowIndex: 1 + at, columnIndex: 5 },
      rows: [{ values: [cellOf(price)] }],
      fields: "userEnteredValue",
    },
  }));
  ask("POST", `/v4/spreadsheets/${spreadsheetId}:batchUpdate`, JSON.stringify({ requests }));
}

const callsMade = () => {
  const { sheetsReads, sheetsWrites } = client.calls();
  return sheetsReads + sheetsWrites;
};

async function counted(input: {
  name: string;
  savedOneByOne: number;
  work: () => Promise<unknown>;
}): Promise<Row> {
  const before = callsMade();
  const startedMs = performance.now();
  await input.work();
  const runs = [performance.now() - startedMs];
  const calls = callsMade() - before;
  return {
    name: input.name,
    runs,
    note: `${calls} Sheets calls; saved row by row ${input.savedOneByOne}`,
  };
}

const sync = () => syncPractice({ services, sheets: client, practiceId });
const rows: Row[] = [];
rows.push(await counted({ name: "first sync", savedOneByOne: 1 + count, work: sync }));
const pageToken = await client.startOfChanges();
rows.push(
  await counted({
    name: "nobody did anything",
    savedOneByOne: 1,
    work: () => client.changesSince(pageToken),
  }),
  await counted({ name: "a look that finds nothing", savedOneByOne: 1, work: sync }),
);
for (const [changed, price] of [
  [1, 101],
  [20, 102],
  [150, 103],
] as const) {
  typePrices(changed, price);
  rows.push(
    await counted({
      name: `${changed} prices typed`,
      savedOneByOne: 1 + changed,
      work: async () => {
        const result = await sync();
        if (result.kind !== "done") throw new Error(`${changed} prices: ${result.reason}`);
      },
    }),
  );
}
printTable({
  title: `Sheets calls of one practice with ${count.toLocaleString("en")} rows, against a client that saves row by row (one read, one call for each changed row)`,
  rows,
});
await drop();
process.exit();
