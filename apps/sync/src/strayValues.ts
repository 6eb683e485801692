import type { KnownRow } from "@rollbook/core/reconcile";
import { emptyCell, type RosterCell, type RosterFieldKey } from "@rollbook/core/roster";
import type { Snapshot } from "@rollbook/sheets";
import { findBookkeeping, preImagesIn, type PreImage } from "./bookkeepingTab.ts";
import { patchKey, sameContent } from "./inputEdits.ts";
import type { ObservedSheet } from "./observeSheet.ts";
import type { Repair } from "./preImageRepairs.ts";

/**
 * Values of ours that the latest batch left where no member's value stands: in a row of nobody, or in a column that says
 * nothing any more. What stood there before is put back, while the cell still shows exactly what was written and a row
 * of nobody shows nothing else.
 */
export function findStrays(input: {
  snapshot: Snapshot;
  observed: ObservedSheet;
  known: readonly KnownRow[];
}): Repair[] {
  const { tab, generation } = findBookkeeping(input.snapshot);
  const latest = preImagesIn(tab).filter((image) => image.generation === generation);
  if (latest.length === 0) return [];
  const rows = new Map(input.known.map((row) => [row.rowId, row]));
  const isUnconfirmed = (image: PreImage) =>
    image.isStray || rows.get(image.rowId)?.intendedInputs?.[image.field] !== undefined;
  const found = latest
    .filter((image) => image.place !== null && isUnconfirmed(image) && !isAsRead(image))
    .flatMap((image) => [...landed({ ...input, image }), ...stillThere({ ...input, image })]);
  return [...new Map(found.map((repair) => [patchKey(repair), repair] as const)).values()];
}

const isAsRead = (image: PreImage) =>
  image.idFound === image.rowId && sameContent(image.found, image.read);

type Search = { observed: ObservedSheet; image: PreImage };

/** Where the batch wrote instead: beside the ID that it found there, or in a row of nobody. */
function landed({ observed, image }: Search): Repair[] {
  const { idFound, written, found, isStray } = image;
  const column = image.place?.column ?? -1;
  if (idFound !== "" && !isStray && isRead({ observed, column })) return [];
  const row =
    idFound === ""
      ? (rowOfNobody({ observed, content: written }) ?? (isStray ? image.place?.row : undefined))
      : rowBeside({ observed, rowId: idFound });
  return putBack({ observed, image, at: { row, column }, shown: written, found });
}

/** What was to be taken away and was missed stands somewhere still. */
function stillThere({ observed, image }: Search): Repair[] {
  const { rowId, read, written, isStray } = image;
  if (!isStray) return [];
  const row =
    rowId === "" ? rowOfNobody({ observed, content: read }) : rowBeside({ observed, rowId });
  const column = image.place?.column ?? -1;
  return putBack({ observed, image, at: { row, column }, shown: read, found: written });
}

function putBack(input: {
  observed: ObservedSheet;
  image: PreImage;
  at: { row: number | undefined; column: number };
  shown: RosterCell;
  found: RosterCell;
}): Repair[] {
  const { observed, shown, found } = input;
  const { row } = input.at;
  if (row === undefined) return [];
  const cells = observed.tab.rows[row] ?? [];
  const isNobodys = idIn({ observed, row }) === "" && !isEmpty(shown);
  const column = isNobodys ? cells.findIndex((cell) => !isEmpty(cell)) : input.at.column;
  const now = cells[column] ?? emptyCell;
  if (now.formula !== undefined || !sameContent(now, shown)) return [];
  const field = input.image.field as RosterFieldKey;
  return [{ row, column, rowId: idIn({ observed, row }), field, found, isStray: true }];
}

/** Whether a column means something to the sync. */
const isRead = ({ observed, column }: { observed: ObservedSheet; column: number }) =>
  [...observed.own.values()].includes(column) ||
  observed.reading.columns.some((one) => one.field !== null && one.column - 1 === column);

const isEmpty = (cell: RosterCell) => cell.kind === "empty";

function idIn({ observed, row }: { observed: ObservedSheet; row: number }): string {
  const cell = observed.tab.rows[row]?.[observed.own.get("row_id") ?? -1];
  return cell?.kind === "text" ? cell.text.trim() : "";
}

function rowBeside(input: { observed: ObservedSheet; rowId: string }): number | undefined {
  const { observed, rowId } = input;
  const found = observed.tab.rows.flatMap((_, row) =>
    idIn({ observed, row }) === rowId ? [row] : [],
  );
  return found.length === 1 ? found[0] : undefined;
}

/** The only row that shows this and nothing else. */
function rowOfNobody(input: { observed: ObservedSheet; content: RosterCell }): number | undefined {
  const { observed, content } = input;
  if (isEmpty(content)) return undefined;
  const found = observed.tab.rows.flatMap((cells, row) => {
    const filled = cells.filter((cell) => !isEmpty(cell));
    const [only] = filled;
    return filled.length === 1 && only !== undefined && sameContent(only, content) ? [row] : [];
  });
  return found.length === 1 ? found[0] : undefined;
}
