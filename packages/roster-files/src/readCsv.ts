import { parse } from "csv-parse";
import { emptyCell, type RosterCell } from "@rollbook/core/roster";
import { findDelimiter } from "./delimiter.ts";
import { fromInertText } from "./inertText.ts";
import { asUtf8, decoderOf, type Encoding } from "./encoding.ts";

type Input = {
  source: () => AsyncIterable<Uint8Array>;
  head: Uint8Array;
  encoding: Encoding;
  onRows?: (rows: number) => void;
};

const rowsBetweenReports = 10_000;

/** Streams the file through the parser; the text itself is never held as a whole. */
export async function readCsv({
  source,
  head,
  encoding,
  onRows,
}: Input): Promise<{ rows: RosterCell[][]; delimiter: string }> {
  const delimiter = findDelimiter(decoderOf(encoding)(head));
  const parser = parse({
    delimiter,
    bom: true,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: false,
  });
  const toCell = makeInterner();
  const rows: RosterCell[][] = [];
  const done = new Promise<void>((resolve, reject) => {
    parser.on("readable", () => {
      for (
        let record = parser.read() as string[] | null;
        record !== null;
        record = parser.read() as string[] | null
      ) {
        rows.push(record.map((text, column) => toCell(fromInertText(text), column)));
        if (rows.length % rowsBetweenReports === 0) onRows?.(rows.length);
      }
    });
    parser.once("error", reject);
    parser.once("end", resolve);
  });
  await Promise.all([feed(parser, asUtf8(source, encoding)), done]);
  while (rows.at(-1)?.every((cell) => cell.kind === "empty") === true) rows.pop();
  return { rows, delimiter };
}

async function feed(
  parser: ReturnType<typeof parse>,
  chunks: AsyncIterable<Uint8Array>,
): Promise<void> {
  for await (const chunk of chunks) {
    if (!parser.write(chunk)) await new Promise((resume) => parser.once("drain", resume));
  }
  parser.end();
}

const rowsBeforeJudging = 1000;

type Known = { cells: Map<string, RosterCell>; seen: number; repeats: boolean };

/** A roster repeats itself: equal cells of a column are one object, except in columns where hardly any two are equal. */
function makeInterner(): (text: string, column: number) => RosterCell {
  const columns: Known[] = [];
  return (text, column) => {
    if (text === "") return emptyCell;
    const known = (columns[column] ??= { cells: new Map(), seen: 0, repeats: true });
    if (!known.repeats) return { kind: "text", text };
    const found = known.cells.get(text);
    known.seen += 1;
    if (found !== undefined) return found;
    const cell: RosterCell = { kind: "text", text };
    known.cells.set(text, cell);
    if (known.seen > rowsBeforeJudging && known.cells.size > known.seen / 2) stopKeeping(known);
    return cell;
  };
}

function stopKeeping(known: Known): void {
  known.repeats = false;
  known.cells.clear();
}
