import { errors, type Browser, type BrowserContext, type Page } from "playwright-core";

/** The grid page as a person has it in front of them. */
export interface SheetPage {
  page: Page;
  /** Addresses of requests that went anywhere but to the server under test. */
  foreignRequests: string[];
  problems: string[];
  select: (range: string) => Promise<void>;
  /** Types into the active cell, as fast as the grid takes it, and leaves the cell with a key. */
  type: (text: string, key: "Enter" | "Tab") => Promise<void>;
  /** Copies the selected cells and waits until they are on the clipboard. */
  copyCells: () => Promise<void>;
  /** Puts text on the clipboard as another program does. */
  copyFromElsewhere: (text: string) => Promise<void>;
  shown: (cell: string) => Promise<string>;
  eventually: (cell: string, text: string) => Promise<void>;
  status: () => Promise<string>;
  message: () => Promise<string>;
}

interface GridWindow {
  /** What stands in the editor of a cell. */
  typedText?: string;
  rollbookGrid?: {
    Event: { SheetEditChanging: string };
    addEvent: (
      name: string,
      told: (edit: { value: { toPlainText: () => string } }) => void,
    ) => void;
    getActiveWorkbook: () => {
      isCellEditing: () => boolean;
      getActiveSheet: () => {
        getRange: (range: string) => { activate: () => void; getDisplayValue: () => string };
      };
    } | null;
  };
}

/** A window whose cache keeps the page's code from one test to the next. */
export async function openWindow(browser: Browser): Promise<BrowserContext> {
  const context = await browser.newContext({
    viewport: { width: 1200, height: 640 },
    acceptDownloads: true,
    locale: "en-GB",
  });
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  return context;
}

export async function openSheetPage({
  context,
  url,
  spreadsheetId,
}: {
  context: BrowserContext;
  url: string;
  spreadsheetId: string;
}): Promise<SheetPage> {
  const page = await context.newPage();
  await page.bringToFront();
  const foreignRequests: string[] = [];
  const problems: string[] = [];
  page.on("request", (request) => {
    const address = request.url();
    if (!/^(data|blob):/.test(address) && !address.startsWith(url)) foreignRequests.push(address);
  });
  page.on("pageerror", (error) => problems.push(error.message));
  await page.goto(`${url}/spreadsheets/d/${spreadsheetId}/edit`);
  await page.waitForSelector(".grid canvas");
  await page.waitForFunction(() => (globalThis as GridWindow).rollbookGrid !== undefined);
  await page.evaluate(() => {
    const grid = (globalThis as GridWindow).rollbookGrid;
    grid?.addEvent(grid.Event.SheetEditChanging, ({ value }) => {
      (globalThis as GridWindow).typedText = value.toPlainText().trim();
    });
  });
  return { page, foreignRequests, problems, ...controls(page) };
}

/** The grid takes keys in between two pictures. */
const twoFrames =
  "new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => resolve(true))))";

function controls(page: Page): Controls {
  return { ...readers(page), ...hands(page) };
}

type Controls = Omit<SheetPage, "page" | "foreignRequests" | "problems">;

const mostAttempts = 5;
const patience = { timeout: 5000 };

/** Whether the editor of the active cell has the text then. */
async function typeOnce(page: Page, text: string): Promise<boolean> {
  await page.evaluate(() => {
    (globalThis as GridWindow).typedText = "";
  });
  // The first key opens the editor of the cell; what comes before it is open would be lost.
  await page.keyboard.type(text.slice(0, 1));
  const isOpen = await page
    .waitForFunction(
      () => (globalThis as GridWindow).rollbookGrid?.getActiveWorkbook()?.isCellEditing() === true,
      undefined,
      patience,
    )
    .then(always, unlessLate);
  if (!isOpen) return false;
  await page.evaluate(twoFrames);
  await page.keyboard.type(text.slice(1), { delay: 20 });
  return page
    .waitForFunction(
      (typed) => (globalThis as GridWindow).typedText === typed,
      text.trim(),
      patience,
    )
    .then(always, unlessLate);
}

const always = (): boolean => true;

function unlessLate(error: unknown): boolean {
  if (error instanceof errors.TimeoutError) return false;
  throw error;
}

/** What a person does. */
function hands(page: Page): Pick<SheetPage, "select" | "type" | "copyCells" | "copyFromElsewhere"> {
  return {
    select: async (range) => {
      await page.evaluate((name) => {
        const grid = (globalThis as GridWindow).rollbookGrid;
        grid?.getActiveWorkbook()?.getActiveSheet().getRange(name).activate();
      }, range);
    },
    type: async (text, key) => {
      // A dropdown that opens with the editor may take keys away; a person sees that and types again.
      for (let attempt = 1; !(await typeOnce(page, text)); attempt += 1) {
        if (attempt === mostAttempts) throw new Error(`the editor never had "${text}"`);
        await page.keyboard.press("Escape");
      }
      await page.evaluate(twoFrames);
      await page.keyboard.press(key);
    },
    copyCells: async () => {
      await page.evaluate("navigator.clipboard.writeText('')");
      await page.keyboard.press("Control+c");
      for (;;) {
        const text = await page.evaluate("navigator.clipboard.readText()");
        if (text !== "") return;
      }
    },
    copyFromElsewhere: async (text) => {
      await page.evaluate(`navigator.clipboard.writeText(${JSON.stringify(text)})`);
    },
  };
}

/** What a person sees. */
function readers(page: Page): Pick<SheetPage, "shown" | "eventually" | "status" | "message"> {
  const shown = (cell: string): Promise<string> =>
    page.evaluate((name) => {
      const sheet = (globalThis as GridWindow).rollbookGrid?.getActiveWorkbook()?.getActiveSheet();
      return sheet?.getRange(name).getDisplayValue() ?? "";
    }, cell);
  return {
    shown,
    eventually: async (cell, text) => {
      await page.waitForFunction(
        ([name, expected]) => {
          const grid = (globalThis as GridWindow).rollbookGrid;
          const range = grid
            ?.getActiveWorkbook()
            ?.getActiveSheet()
            .getRange(name ?? "");
          return range?.getDisplayValue() === expected;
        },
        [cell, text],
        { timeout: 60_000 },
      );
    },
    status: async () => (await page.locator(".status").textContent()) ?? "",
    message: async () => (await page.locator(".message span").last().textContent()) ?? "",
  };
}
