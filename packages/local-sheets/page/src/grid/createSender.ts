import type { Act } from "../acts/act.ts";
import { RequestRefused, ServerAway, type SheetClient } from "../google/client.ts";
import { cellName, toA1 } from "../view/a1.ts";
import type { BatchRequest } from "../google/types.ts";
import type { SheetView, SpreadsheetView } from "../view/sheetView.ts";

/** An act that can be sent; with `isAgain` it was undone before and is done once more. */
export type SentAct =
  | (Extract<Act, { kind: "requests" | "typed" }> & { isAgain?: boolean })
  | { kind: "undo"; of: object };

export type SaveState = "saved" | "saving";

export interface Sender {
  send: (act: SentAct) => Promise<void>;
}

/** Sends acts one after the other, in the order in which the person did them. */
export function createSender({
  client,
  current,
  onState,
  onFailure,
}: {
  client: SheetClient;
  current: () => SpreadsheetView | undefined;
  onState: (state: SaveState) => void;
  onFailure: (sentence: string) => void;
}): Sender {
  let last: Promise<void> = Promise.resolve();
  let open = 0;
  const lost = new WeakSet<object>();
  const sendOne = async (act: SentAct): Promise<void> => {
    try {
      // What never reached the server needs no undoing; it would take back the act before.
      if (act.kind === "undo" && lost.has(act.of)) return;
      await deliver({ client, act, view: current() });
    } catch (error) {
      lost.add(act);
      onFailure(failureSentence({ act, error }));
    } finally {
      open -= 1;
      if (open === 0) onState("saved");
    }
  };
  return {
    send: (act) => {
      open += 1;
      onState("saving");
      last = last.then(() => sendOne(act));
      return last;
    },
  };
}

async function deliver({
  client,
  act,
  view,
}: {
  client: SheetClient;
  act: SentAct;
  view: SpreadsheetView | undefined;
}): Promise<void> {
  switch (act.kind) {
    case "requests":
      return client.batchUpdate({ requests: act.requests });
    case "undo":
      return client.undo();
    case "typed": {
      const sheet = view?.sheets.find((candidate) => candidate.sheetId === act.sheetId);
      if (sheet === undefined) throw new RequestRefused(404, "The tab is gone.");
      const growth = growthRequests({ act, sheet });
      if (growth.length > 0) await client.batchUpdate({ requests: growth });
      const range = toA1({
        title: sheet.title,
        range: {
          sheetId: act.sheetId,
          startRowIndex: act.row,
          endRowIndex: act.row + act.values.length,
          startColumnIndex: act.column,
          endColumnIndex: act.column + (act.values[0]?.length ?? 1),
        },
      });
      return client.enterValues({ range, values: act.values });
    }
    default:
      return act satisfies never;
  }
}

/** A block that reaches over the edge makes the tab larger, as pasting into Sheets does. */
function growthRequests({
  act,
  sheet,
}: {
  act: Extract<Act, { kind: "typed" }>;
  sheet: SheetView;
}): BatchRequest[] {
  const { sheetId } = sheet;
  const rows = act.row + act.values.length - sheet.rowCount;
  const columns = act.column + (act.values[0]?.length ?? 1) - sheet.columnCount;
  const append = (dimension: string, length: number): BatchRequest[] =>
    length > 0 ? [{ appendDimension: { sheetId, dimension, length } }] : [];
  return [...append("ROWS", rows), ...append("COLUMNS", columns)];
}

export function failureSentence({ act, error }: { act: SentAct; error: unknown }): string {
  const what = describe(act);
  if (error instanceof ServerAway)
    return `Not saved: ${what}. The server does not answer; the page shows what was saved last.`;
  if (error instanceof RequestRefused) return `Not saved: ${what}. ${error.message}`;
  return `Not saved: ${what}. Something went wrong on this page.`;
}

function describe(act: SentAct): string {
  switch (act.kind) {
    case "undo":
      return "undo";
    case "requests":
      return act.what;
    case "typed": {
      const [first] = act.values[0] ?? [];
      const isSingle = act.values.length === 1 && act.values[0]?.length === 1;
      const place = cellName(act.row, act.column);
      return isSingle ? `"${first ?? ""}" in ${place}` : `${act.what} at ${place}`;
    }
    default:
      return act satisfies never;
  }
}
