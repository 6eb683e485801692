import { mkdtemp, readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { type RunningLocalSheets, startLocalSheets } from "@rollbook/local-sheets";
import type { BrowserContext } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { buildPages } from "./buildPages.ts";
import { findBrowser, whyNot } from "./findBrowser.ts";
import {
  batchUpdate,
  callApi,
  createSample,
  readValues,
  writeValues,
} from "./sampleSpreadsheet.ts";
import { openSheetPage, openWindow, type SheetPage } from "./sheetPage.ts";

const found = await findBrowser();
if (found.kind === "missing") {
  const sentence = whyNot({ what: "the grid page", reason: found.reason });
  test.skip(`${sentence}`);
}

describe.skipIf(found.kind === "missing")("the grid page in a browser", () => {
  let server: RunningLocalSheets;
  let context: BrowserContext;
  let spreadsheetId: string;
  let sheet: SheetPage;
  let screenshots: string;
  const url = (): string => server.url;
  const values = (range: string, render?: string): Promise<unknown[][]> =>
    readValues({ url: url(), spreadsheetId, range, ...(render === undefined ? {} : { render }) });
  const picture = (name: string): Promise<unknown> =>
    sheet.page.screenshot({ path: path.join(screenshots, `${name}.png`) });

  beforeAll(async () => {
    await buildPages("@rollbook/local-sheets");
    screenshots =
      process.env["ROLLBOOK_SCREENSHOTS"] ??
      (await mkdtemp(path.join(tmpdir(), "rollbook-screenshots-")));
    server = await startLocalSheets();
    if (found.kind === "found") context = await openWindow(found.browser);
  });
  afterAll(async () => {
    if (found.kind === "found") await found.browser.close();
    await server.stop();
  });

  beforeEach(async () => {
    spreadsheetId = await createSample({ url: url() });
    sheet = await openSheetPage({ context, url: url(), spreadsheetId });
  });
  afterEach(async () => {
    expect(sheet.problems).toEqual([]);
    expect(sheet.foreignRequests).toEqual([]);
    await sheet.page.close();
  });

  test("the first page lists the spreadsheets and opens one at Google's address", async () => {
    await sheet.page.goto(`${url()}/`);
    await sheet.page.locator(`a[href="/spreadsheets/d/${spreadsheetId}/edit"]`).click();
    await sheet.page.waitForSelector(".grid canvas");
    await sheet.page.waitForURL(/\/spreadsheets\/d\/[^/]+\/edit#gid=0$/);
    await sheet.eventually("B2", "Łukasz");
    expect(await sheet.page.title()).toBe("Oak Street Family Practice - Rollbook Sheets");
    await picture("open");
  });

  test("what is typed reaches the server as typed, and shows as Sheets shows it", async () => {
    await sheet.select("B3");
    await sheet.type("Anne-Marie", "Tab");
    await sheet.type("=2*21", "Tab");
    await sheet.type("3/7/1954", "Enter");
    await sheet.eventually("C3", "42");
    expect(await values("Roster!B3:D3", "FORMULA")).toEqual([["Anne-Marie", "=2*21", 19_908]]);
    expect(await sheet.shown("B3")).toBe("Anne-Marie");
    await picture("typed");
  });

  test("a block from Excel is pasted, takes one undo to go, and one redo to come back", async () => {
    await sheet.select("H2");
    await sheet.copyFromElsewhere("1/6/2026\tActive\t£49.95\r\n2/6/2026\tDeferred\t£29.95\r\n");
    await sheet.page.keyboard.press("Control+v");
    await sheet.eventually("I3", "Deferred");
    const pasted = await values("Roster!H2:J3", "UNFORMATTED_VALUE");
    expect(pasted).toEqual([
      [46_174, "Active", 49.95],
      [46_175, "Deferred", 29.95],
    ]);
    await sheet.page.keyboard.press("Control+z");
    await sheet.eventually("I3", "");
    expect(await values("Roster!H2:J3")).toEqual([]);
    await sheet.page.keyboard.press("Control+y");
    await sheet.eventually("I3", "Deferred");
  });

  test("cells copied on the page are pasted with their formats and formulas", async () => {
    await sheet.select("F2:G3");
    await sheet.copyCells();
    await sheet.select("I10");
    await sheet.page.keyboard.press("Control+v");
    await sheet.eventually("I10", "£49.95");
    expect(await values("Roster!I10:J11")).toEqual(await values("Roster!F2:G3"));
  });

  test("a row is inserted from the menu of its number, and undone", async () => {
    await sheet.select("B3");
    await openRowMenu(sheet, 2);
    const entry = sheet.page.locator("button", { hasText: "rows above" });
    await entry.click({ position: { x: 40, y: 14 } });
    await sheet.eventually("B4", "Anna");
    expect(await values("Roster!B2:B4")).toEqual([["Łukasz"], [], ["Anna"]]);
    await sheet.page.keyboard.press("Control+z");
    await sheet.eventually("B3", "Anna");
  });

  test("the whole tab is sorted below its header, and unsorted by undo", async () => {
    await sheet.select("B2");
    await openCellMenu(sheet);
    await sheet.page.getByText("Sort sheet A to Z").click();
    await sheet.eventually("B2", "Anna");
    const names = (await values("Roster!A1:B6")).map((row) => row.join(" "));
    expect(names[0]).toBe("Rollbook ID First name");
    expect(names.slice(1, 4)).toEqual(["rb2 Anna", "rb4 Bob", "rb5 Carmen"]);
    expect(new Set(names.slice(4))).toEqual(new Set(["rb1 Łukasz", "rb3 Zoë"]));
    await sheet.page.keyboard.press("Control+z");
    await sheet.eventually("B2", "Łukasz");
  });

  test("what a program writes appears by itself and is highlighted", async () => {
    await writeValues({
      url: url(),
      spreadsheetId,
      range: "Roster!H2:J4",
      values: [
        ["1 Jun 2026", "Active", "£49.95 on 1 Jun"],
        ["1 Jun 2026", "Active", "£29.95 on 1 Jun"],
        ["15 Jun 2026", "Deferred", "£49.95 on 15 Jun"],
      ],
    });
    await sheet.eventually("I4", "Deferred");
    await sheet.page.locator(".status", { hasText: "9 cells" }).waitFor();
    expect(await sheet.status()).toMatch(/9 cells written through the API at \d\d:\d\d$/);
    await picture("highlighted");
  });

  test("a value that the dropdown does not know is refused with a sentence and not sent", async () => {
    await sheet.select("E2");
    await sheet.type("Glod", "Enter");
    await sheet.page.locator(".message").waitFor();
    expect(await sheet.message()).toBe(
      '"Glod" is not allowed in E2. Choose one of: Gold, Silver, Family.',
    );
    expect(await sheet.shown("E2")).toBe("Gold");
    expect(await values("Roster!E2")).toEqual([["Gold"]]);
  });

  test("a dropdown is made on the page, kept by the server, and obeyed", async () => {
    await sheet.select("B2:B6");
    await openCellMenu(sheet);
    await sheet.page.getByText("Dropdown…").click();
    const dialog = sheet.page.locator("dialog");
    await dialog.locator("textarea").fill("Anna\nBob");
    await dialog.getByRole("button", { name: "Set" }).click();
    await dialog.waitFor({ state: "detached" });
    await sheet.page.locator(".status", { hasText: "All changes saved" }).waitFor();
    const path = `/v4/spreadsheets/${spreadsheetId}?ranges=Roster!B2&fields=sheets.data.rowData.values.dataValidation`;
    expect(JSON.stringify(await callApi({ url: url(), method: "GET", path }))).toContain(
      '"ONE_OF_LIST","values":[{"userEnteredValue":"Anna"},{"userEnteredValue":"Bob"}]',
    );
    await sheet.select("B2");
    await sheet.type("bob", "Enter");
    await sheet.eventually("B2", "Bob");
    expect(await values("Roster!B2")).toEqual([["Bob"]]);
  });

  test("a tab that a program adds is there at once; what the page can not do with it, it says", async () => {
    await batchUpdate({
      url: url(),
      spreadsheetId,
      requests: [{ addSheet: { properties: { title: "Issues" } } }],
    });
    await sheet.page.getByText("Issues").waitFor();
    expect(await sheet.shown("B2")).toBe("Łukasz");
    await sheet.page.getByText("Issues").click({ button: "right" });
    await sheet.page.getByText("Protect Worksheet", { exact: true }).click();
    await sheet.page.locator(".message").waitFor();
    expect(await sheet.message()).toBe(
      "Not here: protected tabs. Google Sheets has it; this local page does not.",
    );
  });

  test("the XLSX that is downloaded comes back the same when it is uploaded", async () => {
    const download = sheet.page.waitForEvent("download");
    await sheet.page.getByText("Download XLSX").click();
    const file = await (await download).path();
    expect((await download).suggestedFilename()).toBe("Oak Street Family Practice.xlsx");
    await sheet.page.goto(`${url()}/`);
    await sheet.page.locator("input[type=file]").setInputFiles({
      name: "Copy of Oak Street.xlsx",
      mimeType: "application/octet-stream",
      buffer: await readFile(file),
    });
    await sheet.page.waitForURL(/\/spreadsheets\/d\/[^/]+\/edit/);
    const copyId = /\/d\/([^/]+)/.exec(sheet.page.url())?.[1] ?? "";
    expect(copyId).not.toBe(spreadsheetId);
    for (const range of ["Roster!A1:J6", "Plans!A1:B4"])
      expect(await readValues({ url: url(), spreadsheetId: copyId, range })).toEqual(
        await values(range),
      );
    await sheet.page.locator("h1", { hasText: "Copy of Oak Street" }).waitFor();
  });

  test("an open page heals by itself when the server has been away", async () => {
    const folder = await mkdtemp(path.join(tmpdir(), "rollbook-sheets-"));
    const first = await startLocalSheets({ dataFolder: folder });
    const id = await createSample({ url: first.url });
    const page = await openSheetPage({ context, url: first.url, spreadsheetId: id });
    await first.stop();
    await page.page.locator(".status", { hasText: "does not answer" }).waitFor();
    await page.select("B2");
    await page.type("Lost?", "Enter");
    await page.page.locator(".message").waitFor();
    expect(await page.message()).toMatch(/^Not saved/);
    const again = await startLocalSheets({ dataFolder: folder, port: first.port });
    await page.page.locator(".status", { hasText: "All changes saved" }).waitFor();
    await writeValues({
      url: again.url,
      spreadsheetId: id,
      range: "Roster!B2",
      values: [["Luke"]],
    });
    await page.eventually("B2", "Luke");
    expect(page.problems).toEqual([]);
    await page.page.close();
    await again.stop();
  });
});

/** Where the grid begins: the canvas that is larger than those of the editors. */
async function gridCorner(sheet: SheetPage): Promise<{ x: number; y: number }> {
  const boxes = await Promise.all(
    (await sheet.page.locator(".grid canvas").all()).map((canvas) => canvas.boundingBox()),
  );
  const area = (box: (typeof boxes)[number]): number => (box === null ? 0 : box.width * box.height);
  const [largest] = boxes.toSorted((left, right) => area(right) - area(left));
  return { x: largest?.x ?? 0, y: largest?.y ?? 0 };
}

async function openCellMenu(sheet: SheetPage): Promise<void> {
  const { x, y } = await gridCorner(sheet);
  await sheet.page.mouse.click(x + 90, y + 52, { button: "right" });
}

/** `row` counts from the first shown row, 0 being the header. */
async function openRowMenu(sheet: SheetPage, row: number): Promise<void> {
  const corner = await gridCorner(sheet);
  const place = { x: corner.x + 20, y: corner.y + 20 + 21 * row + 10 };
  await sheet.page.mouse.click(place.x, place.y);
  await sheet.page.mouse.click(place.x, place.y, { button: "right" });
}
