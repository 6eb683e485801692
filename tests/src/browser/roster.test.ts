import { createApi, serveApi, type ServedApi } from "@rollbook/api";
import type { TestDatabase } from "@rollbook/db/testing";
import { createApp, LocalSheets } from "@rollbook/local-sheets";
import { openJobQueue, type JobQueue } from "@rollbook/services/jobs";
import { connectRoster } from "@rollbook/services/roster";
import { runVerb, systemContext, type Services } from "@rollbook/services/run";
import { createSheetsClient, type SheetsClient } from "@rollbook/sheets";
import { startSyncWorker, syncPractice, type SyncWorker } from "@rollbook/sync";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { findBrowser, whyNot } from "./findBrowser.ts";
import { openLakeside, ownerLink } from "./lakeside.ts";

const found = await findBrowser();
if (found.kind === "missing") {
  const sentence = whyNot({ what: "the roster's pages", reason: found.reason });
  test.skip(`${sentence}`);
}

const instant = "2026-05-15T12:00:00.000Z";
const rows = [
  ["Name", "Date of birth", "Email", "Plan", "Billing cycle", "Price", "Last billed"],
  ["Ada Lovelace", "1980-12-10", "ada@example.org", "Gold", "Monthly", "99", "2026-05-01"],
  ["Grace Hopper", "1976-02-31", "grace@example.org", "Gold", "Monthly", "99", "2026-05-01"],
  ["Alan Turing", "1982-06-23", "alan@example.org", "Gold", "Monthly", "99", "2026-05-01"],
];
const file = [
  "Full name,Birthday,Mail,Plan,Price,Cycle,Last billed",
  "Jean Bartik,12/27/1984,jean@example.com,Gold,99.00,Monthly,05/03/2026",
  "Kay McNulty,13/45/1981,kay@example.com,Gold,99.00,Monthly,05/04/2026",
  "",
].join("\n");

describe.skipIf(found.kind === "missing")("the roster's pages in a browser", () => {
  let store: TestDatabase;
  let services: Services;
  let queue: JobQueue;
  let worker: SyncWorker;
  let sheets: SheetsClient;
  let spreadsheetId: string;
  let practiceId: string;
  let api: ServedApi;
  let page: Page;

  beforeAll(async () => {
    const lakeside = await openLakeside({ instant });
    ({ store, services, practiceId } = lakeside);
    sheets = localSheets();
    spreadsheetId = await newRoster(sheets);
    await runVerb(services, connectRoster, {
      context: systemContext({ practiceId, instant, requestId: "req_test" }),
      input: {
        spreadsheetId,
        isFirstSyncApproved: true,
        isCreatingPlans: true,
        settings: { date_order: "YMD" },
      },
    });
    await syncPractice({ services, sheets, practiceId });
    queue = await openJobQueue({ url: store.url });
    worker = await startSyncWorker({ services, sheets, queue });
    const app = createApi({ services, secret: "a secret of tests", jobs: queue });
    api = await serveApi({ app, port: 0 });
    if (found.kind === "missing") return;
    page = await (await found.browser.newContext({ locale: "en-US" })).newPage();
    await page.goto(await ownerLink({ ...lakeside, apiUrl: api.url }));
    await page.getByRole("heading", { name: "Overview" }).waitFor();
  });
  afterAll(async () => {
    if (found.kind === "found") await found.browser.close();
    await worker.stop();
    await queue.stop();
    await api.stop();
    await store.drop();
  });

  test("a held row is listed with its row, its column, what was typed and what would be right", async () => {
    await page.getByRole("link", { name: "Roster", exact: true }).click();
    const held = page.locator(".issue", { hasText: "Grace Hopper" });
    await held.waitFor();
    expect(await held.textContent()).toMatch(
      /The row is held.*Row 3.*Grace Hopper.*Date of birth.*In the sheet 1976-02-31.*is no day of the calendar/,
    );
    await page.getByRole("button", { name: "Changed on both sides" }).click();
    await page.getByText("None of this kind.").waitFor();
    await page.getByRole("button", { name: "Held rows" }).click();
    await held.waitFor();
  });

  test("what the next sync would do is shown, and nothing of it is done", async () => {
    await typeInto(sheets, { spreadsheetId, row: 1, column: 2, text: "ada@typed.example" });
    await page.getByRole("button", { name: "What would it do?" }).click();
    const step = page.locator("tr", { hasText: "Change in Rollbook" });
    await step.waitFor();
    expect(await step.textContent()).toMatch(/2Ada LovelaceEmailada@example.orgada@typed.example/);
    await page.getByText("1 step. Nothing of it was done.").waitFor();
  });

  test("put right in the sheet and synced, it waits for nobody any more", async () => {
    await typeInto(sheets, { spreadsheetId, row: 2, column: 1, text: "1976-12-09" });
    await page.getByRole("button", { name: "Sync now" }).click();
    await page.locator("tr", { hasText: "Api" }).filter({ hasText: "Done" }).waitFor();
    await page.getByRole("link", { name: "Needs attention", exact: true }).click();
    await page.getByText("Nothing waits for anybody.").waitFor();
    expect(await page.locator(".issue").count()).toBe(0);
  });

  test("what taking a sync back would do is shown first, and done when it is meant", async () => {
    await page.getByRole("link", { name: "Roster", exact: true }).click();
    const synced = page.locator("tr", { hasText: "Api" }).filter({ hasText: "Done" });
    await synced.getByRole("button", { name: "Take back" }).first().click();
    const back = page.locator("tr", { hasText: "ada@typed.example" });
    await back.waitFor();
    expect(await back.textContent()).toBe("Ada LovelaceEmailada@typed.exampleada@example.org");
    await page.getByRole("button", { name: /^Take this sync back/ }).click();
    await page.getByRole("button", { name: /^Really take this sync back/ }).click();
    await page.getByText("Asked for. The next sync types the old values back.").waitFor();
  });

  test("a file is looked through, put right and taken over, and nobody is added before", async () => {
    await page.getByRole("link", { name: "Roster", exact: true }).click();
    await page.getByRole("link", { name: "Take members over from a file" }).click();
    await page.getByLabel("A CSV or Excel file").setInputFiles({
      name: "old members.csv",
      mimeType: "text/csv",
      buffer: Buffer.from(file),
    });
    await page.getByText("1 person would be added. 1 row is held.").waitFor();
    expect(await page.locator("tr", { hasText: "3Kay McNulty" }).textContent()).toContain(
      "13/45/1981",
    );
    await page.getByLabel("What Mail is").selectOption({ label: "Leave it out" });
    await page.locator("[aria-busy=false]").waitFor();
    expect(await page.getByLabel("What Mail is").inputValue()).toBe("");
    await page.getByRole("button", { name: "Take over 1 person" }).click();
    await page.getByText("1 person and 1 membership were taken over.").waitFor();
    await page.getByRole("link", { name: "Show the members" }).click();
    await page.locator("tbody tr", { hasText: "Jean Bartik" }).waitFor();
  });
});

function localSheets(): SheetsClient {
  const app = createApp(new LocalSheets());
  return createSheetsClient({
    rootUrl: "http://127.0.0.1/",
    fetchImplementation: async (input, init) => {
      const request = new Request(input, init);
      request.headers.delete("accept-encoding");
      return app.fetch(request);
    },
    retry: { wait: () => Promise.resolve() },
  });
}

const cell = (text: string) => ({ userEnteredValue: { stringValue: text } });

async function newRoster(sheets: SheetsClient): Promise<string> {
  const made = await sheets.createSpreadsheet({
    properties: { title: "Roster" },
    sheets: [
      {
        properties: {
          sheetId: 7,
          title: "Members",
          gridProperties: { rowCount: 60, columnCount: 26 },
        },
        data: [{ rowData: rows.map((row) => ({ values: row.map(cell) })) }],
      },
    ],
  });
  return made.spreadsheetId ?? "";
}

async function typeInto(
  sheets: SheetsClient,
  {
    spreadsheetId,
    row,
    column,
    text,
  }: { spreadsheetId: string; row: number; column: number; text: string },
): Promise<void> {
  const start = { sheetId: 7, rowIndex: row, columnIndex: column };
  await sheets.batchUpdate({
    spreadsheetId,
    responseRanges: [],
    fields: "spreadsheetId",
    requests: [
      { updateCells: { start, rows: [{ values: [cell(text)] }], fields: "userEnteredValue" } },
    ],
  });
}
