import type { Injector } from "@univerjs/core";
import { IMarkSelectionService, ISheetClipboardService } from "@univerjs/preset-sheets-core";
import type { Act, ActContext, GridLibraryRange } from "../acts/act.ts";
import { nothing, requests, toGoogleRange } from "../acts/act.ts";
import { parseDelimited, pasteBlock } from "./delimited.ts";
import { googleSheetId } from "../view/toWorkbook.ts";

const pasteTypes: Record<string, string> = {
  "special-paste-value": "PASTE_VALUES",
  "special-paste-format": "PASTE_FORMAT",
  "special-paste-formula": "PASTE_FORMULA",
  "special-paste-besides-border": "PASTE_NO_BORDERS",
};

interface CopiedRange {
  sheetId: number;
  rows: number[];
  columns: number[];
  isCut: boolean;
}

/** Pasting becomes copyPaste or cutPaste when the cells came from here, and typed text when they did not. */
export function interceptClipboard({
  injector,
  perform,
  context,
}: {
  injector: Injector;
  perform: (act: Act) => boolean;
  context: () => ActContext;
}): void {
  const clipboard = injector.get(ISheetClipboardService);
  const pasteText = (html: string, text: string, pasteType: string): boolean => {
    const copyId = /data-copy-id="([^"\s]+)"/.exec(html)?.[1];
    const copied = copyId === undefined ? undefined : copiedRange(clipboard, copyId);
    if (copied !== undefined) {
      if (copied.isCut) injector.get(IMarkSelectionService).removeAllShapes();
      return perform(pasteFromHere({ copied, pasteType, context: context() }));
    }
    const values = text === "" ? valuesOfHtml(html) : parseDelimited(text);
    return perform(pasteBlock({ values, context: context() }));
  };
  clipboard.legacyPaste = async (html, text) =>
    pasteText(html ?? "", (text ?? "").replaceAll("\r\n", "\n"), "");
  clipboard.paste = async (item, pasteType = "") => {
    const read = async (type: string): Promise<string> =>
      item.types.includes(type) ? await (await item.getType(type)).text() : "";
    return pasteText(await read("text/html"), await read("text/plain"), pasteType);
  };
  clipboard.pasteByCopyId = async (copyId, pasteType = "") => {
    const copied = copiedRange(clipboard, copyId);
    return copied === undefined
      ? false
      : perform(pasteFromHere({ copied, pasteType, context: context() }));
  };
}

function copiedRange(clipboard: ISheetClipboardService, copyId: string): CopiedRange | undefined {
  const entry = clipboard.copyContentCache().get(copyId);
  if (!entry?.range || entry.subUnitId === undefined) return undefined;
  return {
    sheetId: googleSheetId(entry.subUnitId),
    rows: entry.range.rows,
    columns: entry.range.cols,
    isCut: entry.copyType === "CUT",
  };
}

function pasteFromHere({
  copied,
  pasteType,
  context,
}: {
  copied: CopiedRange;
  pasteType: string;
  context: ActContext;
}): Act {
  const [selection] = context.selections;
  const startRow = copied.rows[0];
  const endRow = copied.rows.at(-1);
  const startColumn = copied.columns[0];
  const endColumn = copied.columns.at(-1);
  if (selection === undefined || startRow === undefined || endRow === undefined) return nothing;
  if (startColumn === undefined || endColumn === undefined) return nothing;
  const source = {
    sheetId: copied.sheetId,
    startRowIndex: startRow,
    endRowIndex: endRow + 1,
    startColumnIndex: startColumn,
    endColumnIndex: endColumn + 1,
  };
  const type = pasteTypes[pasteType] ?? "PASTE_NORMAL";
  if (copied.isCut)
    return requests("move cells", [
      {
        cutPaste: {
          source,
          destination: {
            sheetId: context.sheet.sheetId,
            rowIndex: selection.startRow,
            columnIndex: selection.startColumn,
          },
          pasteType: type,
        },
      },
    ]);
  const size = { height: endRow - startRow + 1, width: endColumn - startColumn + 1 };
  const destination = toGoogleRange(atLeast(selection, size), context.sheet);
  return requests("paste", [
    { copyPaste: { source, destination, pasteType: type, pasteOrientation: "NORMAL" } },
  ]);
}

const atLeast = (
  selection: GridLibraryRange,
  { height, width }: { height: number; width: number },
): GridLibraryRange => ({
  startRow: selection.startRow,
  startColumn: selection.startColumn,
  endRow: Math.max(selection.endRow, selection.startRow + height - 1),
  endColumn: Math.max(selection.endColumn, selection.startColumn + width - 1),
});

function valuesOfHtml(html: string): string[][] {
  const table = new DOMParser().parseFromString(html, "text/html").querySelector("table");
  if (table === null) return [];
  return [...table.rows].map((row) => [...row.cells].map((cell) => cell.textContent?.trim() ?? ""));
}
