import { json, type Verb } from "../http/call.ts";
import { splitDelimited } from "../batch-update/cleanUp.ts";
import { newSheet } from "../model/defaults.ts";
import { takeKeys, type Draft } from "../model/draft.ts";
import { writeValues } from "../values/writeArea.ts";
import { DriveError } from "./driveError.ts";
import { fileAnswer, fileOf } from "./files.ts";

/** Lines, but not those inside quotes. */
function records(text: string): string[] {
  const lines: string[] = [];
  for (const line of text.split(/\r?\n/)) {
    const open = lines.at(-1);
    if (open !== undefined && (open.split('"').length - 1) % 2 === 1)
      lines[lines.length - 1] = `${open}\n${line}`;
    else lines.push(line);
  }
  if (lines.at(-1) === "") lines.pop();
  return lines;
}

function replaceContent(draft: Draft, text: string): void {
  const rows = records(text).map((line) => splitDelimited(line, ","));
  const width = rows.reduce((widest, row) => Math.max(widest, row.length), 0);
  const [first] = draft.document.sheets;
  const grid = { rowCount: Math.max(rows.length, 1000), columnCount: Math.max(width, 26) };
  const sheet = newSheet({
    sheetId: first?.sheetId ?? 0,
    title: first?.title ?? "Sheet1",
    grid,
    owner: draft.token,
    firstKey: takeKeys(draft, grid.columnCount),
  });
  draft.document.sheets = [sheet];
  const area = { startRow: 0, endRow: 1, startColumn: 0, endColumn: 1 };
  writeValues({
    draft,
    target: { sheet, area, range: {}, isCell: true },
    values: rows,
    majorDimension: "ROWS",
    option: "USER_ENTERED",
  });
}

/** A spreadsheet's content is replaced by uploaded comma-separated values. */
export const importCsv: Verb = {
  isWrite: true,
  readsText: true,
  run: (call) => {
    const file = fileOf(call, call.path[0] ?? "");
    if (!call.workspace.documents.has(file.id))
      throw new DriveError(
        501,
        "notImplemented",
        "The local server keeps the content of spreadsheets only.",
      );
    const draft = call.workspace.edit(file.id);
    replaceContent(draft, typeof call.body === "string" ? call.body : "");
    call.workspace.commit(draft, call.who);
    return json(fileAnswer(call, fileOf(call, file.id)));
  },
};
