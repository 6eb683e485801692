import { LocalSheets, textOf, type ApiResponse, type Switches } from "@rollbook/local-sheets";
import { createSheetsClient, type SheetsClient } from "@rollbook/sheets";
import { judgeTouched, touchedFields, type TabSeen } from "./touched.ts";

const rootUrl = "http://127.0.0.1/";
export const tabId = 7;
export const copiedTabId = 4711;
const theirTabs = new Set([tabId, copiedTabId]);
const title = "Members";

export type Cell = string | number | boolean;
export type Requests = Parameters<SheetsClient["batchUpdate"]>[0]["requests"];

type Watch = {
  /** What batches of workers did to cells that are not theirs. */
  touched: string[];
  /** The formulas of the newest read of a worker, by place; a batch that was planned from an older one knows none. */
  formulasRead: Map<string, string>;
  /** Whose formulas were covered by a batch that could not know of them: their values alone are left. */
  covered: Set<string>;
};

/** The spreadsheet as the people of the practice see and touch it; their calls have no faults and take no time. */
export type PeopleSheet = {
  spreadsheetId: string;
  server: LocalSheets;
  fetch: typeof fetch;
  /** The worker's way without a network: requests and answers as texts. */
  answer: (request: { method: string; target: string; body?: string }) => ApiResponse;
  watch: Watch;
  rows: () => Cell[][];
  /** Rows with formulas as formulas. */
  formulas: () => Cell[][];
  do: (requests: Requests) => void;
  /** Takes back the newest act of a person; false where there is none. */
  undo: () => boolean;
  /** Types a value; only a formula that people really typed becomes one. */
  type: (row: number, column: number, value: Cell | null) => void;
};

export function openSheet(input: {
  rows: readonly (readonly Cell[])[];
  nowMs: () => number;
  seed: number;
  locale: string;
  timeZone: string;
  switches: Partial<Switches>;
}): PeopleSheet {
  const { nowMs, seed, switches } = input;
  const server = new LocalSheets({ now: nowMs, seed, switches });
  const made = ask(server, "POST", "/v4/spreadsheets", {
    properties: { title: "Roster", locale: input.locale, timeZone: input.timeZone },
    sheets: [
      {
        properties: { sheetId: tabId, title, gridProperties: { rowCount: 60, columnCount: 15 } },
        data: [{ rowData: input.rows.map((row) => ({ values: row.map(typed) })) }],
      },
    ],
  }) as { spreadsheetId: string };
  return peopleOf(server, made.spreadsheetId);
}

export function peopleOf(server: LocalSheets, spreadsheetId: string): PeopleSheet {
  const path = `/v4/spreadsheets/${spreadsheetId}`;
  const seen = new Map<string, { document: unknown; revision: number; rows: Cell[][] }>();
  const read = (option: string) => {
    const document = server.workspace.document(spreadsheetId);
    const { revision } = document;
    const before = seen.get(option);
    if (before?.document === document && before.revision === revision) return before.rows;
    const answer = ask(server, "GET", `${path}/values/${title}?valueRenderOption=${option}`);
    const rows = (answer as { values?: Cell[][] }).values ?? [];
    seen.set(option, { document, revision, rows });
    return rows;
  };
  const act = (requests: Requests) => void ask(server, "POST", `${path}:batchUpdate`, { requests });
  const watch: Watch = { touched: [], formulasRead: new Map(), covered: new Set() };
  const answer = watched({ server, spreadsheetId, watch, formulas: () => read("FORMULA") });
  return {
    spreadsheetId,
    server,
    watch,
    answer,
    fetch: (url, init) => Promise.resolve(fetchFrom({ answer, url, init })),
    rows: () => read("UNFORMATTED_VALUE"),
    formulas: () => read("FORMULA"),
    do: act,
    undo: () => {
      const target = `/_local/spreadsheets/${spreadsheetId}/undo`;
      return server.answer({ method: "POST", target, body: "{}", who: "page" }).status === 200;
    },
    type: (rowIndex, columnIndex, value) =>
      act([
        {
          updateCells: {
            start: { sheetId: tabId, rowIndex, columnIndex },
            rows: [{ values: [value === null ? {} : typed(value)] }],
            fields: "userEnteredValue",
          },
        },
      ]),
  };
}

/** The worker's way to the sheet, with an eye on what each batch does to cells that are not its own (P5). */
function watched(input: {
  server: LocalSheets;
  spreadsheetId: string;
  watch: Watch;
  formulas: () => Cell[][];
}): PeopleSheet["answer"] {
  const { server, spreadsheetId, watch } = input;
  const path = `/v4/spreadsheets/${spreadsheetId}`;
  const tabs = () => {
    const { sheets } = server.workspace.document(spreadsheetId);
    const theirs = sheets.filter(({ sheetId }) => theirTabs.has(sheetId));
    const ranges = theirs.map((tab) => `ranges=${encodeURIComponent(`'${tab.title}'`)}`);
    const target = [`${path}?fields=${touchedFields}`, ...ranges].join("&");
    return (ask(server, "GET", target) as { sheets?: TabSeen[] }).sheets ?? [];
  };
  return (request) => {
    if (!request.target.startsWith(path)) return server.answer(request);
    if (!request.target.includes(":batchUpdate")) {
      watch.formulasRead = formulasIn(input.formulas());
      return server.answer(request);
    }
    const before = tabs().filter(isTheirs);
    const { response, after } = answerSeen({ server, request, tabs });
    if (response.status !== 200) return response;
    const found = judgeTouched({
      before,
      after,
      wasRead: ({ row, column, formula }) => watch.formulasRead.get(`${row}:${column}`) === formula,
      onCovered: (name) => void watch.covered.add(name),
    });
    watch.touched.push(...found);
    return response;
  };
}

/** A batch's answer, and what the tabs were right after the batch, before anybody typed ahead of the read-back. */
function answerSeen(input: {
  server: LocalSheets;
  request: Parameters<PeopleSheet["answer"]>[0];
  tabs: () => TabSeen[];
}): { response: ApiResponse; after: TabSeen[] } {
  const { server, request, tabs } = input;
  const { workspace } = server;
  const { interlude } = workspace;
  if (interlude === undefined) return { response: server.answer(request), after: tabs() };
  let after: TabSeen[] | null = null;
  workspace.interlude = (spreadsheetId) => {
    after = tabs();
    interlude(spreadsheetId);
  };
  const response = server.answer(request);
  if (after === null) workspace.interlude = interlude;
  return { response, after: after ?? tabs() };
}

const formulasIn = (rows: readonly (readonly Cell[])[]) =>
  new Map(
    rows.flatMap((cells, row) =>
      cells.flatMap((cell, column): [string, string][] =>
        String(cell).startsWith("=") ? [[`${row}:${column}`, String(cell)]] : [],
      ),
    ),
  );

export function ask(server: LocalSheets, method: string, target: string, body?: unknown): unknown {
  const given = body === undefined ? {} : { body: JSON.stringify(body) };
  const { status, answer } = server.answer({ method, target, who: "page", ...given });
  const said = answer.kind === "json" ? answer.body : null;
  if (status >= 300) throw new Error(`${method} ${target}: ${JSON.stringify(said)}`);
  return said;
}

/** The roster and copies of it that people made. */
const isTheirs = ({ properties }: TabSeen) => theirTabs.has(properties?.sheetId ?? -1);

/** The worker's side: the same server, with requests and answers as texts. */
function fetchFrom(input: {
  answer: PeopleSheet["answer"];
  url: Parameters<typeof fetch>[0];
  init: Parameters<typeof fetch>[1];
}): Response {
  const { init } = input;
  const url = input.url instanceof Request ? input.url.url : String(input.url);
  const { pathname, search } = new URL(url);
  const body = typeof init?.body === "string" ? { body: init.body } : {};
  return responseOf(
    input.answer({ method: init?.method ?? "GET", target: pathname + search, ...body }),
  );
}

export function responseOf(response: ApiResponse): Response {
  const { answer, status } = response;
  const text = answer.kind === "json" ? textOf(answer) : "";
  return new TextResponse(text, { status, headers: { "content-type": "application/json" } });
}

/** Its text goes to whoever reads it as it is, without a way through bytes. */
class TextResponse extends Response {
  override readonly text: () => Promise<string>;
  constructor(text: string, init: ResponseInit) {
    super(null, init);
    this.text = () => Promise.resolve(text);
  }
}

/** Where a worker waits, the clock of the practice goes on. */
export const clientOf = (
  fetchImplementation: typeof fetch,
  wait: (delayMs: number) => void,
): SheetsClient =>
  createSheetsClient({
    rootUrl,
    fetchImplementation,
    retry: {
      attempts: 3,
      wait: (delayMs) => {
        wait(delayMs);
        return Promise.resolve();
      },
      random: () => 0.5,
    },
  });

export function typed(value: Cell) {
  if (typeof value === "number") return { userEnteredValue: { numberValue: value } };
  if (typeof value === "boolean") return { userEnteredValue: { boolValue: value } };
  return value.startsWith("=LEN(") || value.startsWith("=LOWER(")
    ? { userEnteredValue: { formulaValue: value } }
    : { userEnteredValue: { stringValue: value } };
}
