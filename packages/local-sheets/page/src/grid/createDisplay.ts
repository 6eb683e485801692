import type { GridRange } from "../google/types.ts";
import type { Shell } from "../shell/shell.ts";
import { planChanges } from "../view/planChanges.ts";
import type { SpreadsheetView } from "../view/sheetView.ts";
import { highlight } from "./highlight.ts";
import { type Screen, valueChanges } from "./screen.ts";
import type { Editing } from "./trackEditing.ts";

/** Which view the grid shows, and the way from it to the next. */
export interface Display {
  current: () => SpreadsheetView;
  show: (next: SpreadsheetView, writtenByOthers: readonly GridRange[]) => void;
}

const lookAgainAfterMs = 300;

export function createDisplay({
  first,
  screen,
  shell,
  editing,
}: {
  first: SpreadsheetView;
  screen: Screen;
  shell: Shell;
  editing: Editing;
}): Display {
  let view = first;
  let delayed: SpreadsheetView | undefined;
  const showDelayed = (): void => {
    if (delayed === undefined) return;
    if (editing.isOpen()) {
      setTimeout(showDelayed, lookAgainAfterMs);
      return;
    }
    view = delayed;
    delayed = undefined;
    screen.build(view);
  };
  const show: Display["show"] = (next, writtenByOthers) => {
    shell.setTitle(next.title);
    const changes = planChanges(view, next);
    const needsRebuild = changes.some((change) => change.kind === "rebuild");
    if (delayed !== undefined || needsRebuild) {
      // Building anew closes the cell editor: what is being typed goes first.
      const isWaiting = delayed !== undefined;
      delayed = next;
      if (!isWaiting) showDelayed();
      return;
    }
    view = next;
    screen.apply({ changes, view });
    shell.noteArrivals(highlightArrivals({ screen, changes, writtenByOthers }));
  };
  return { current: () => delayed ?? view, show };
}

function highlightArrivals({
  screen,
  changes,
  writtenByOthers,
}: {
  screen: Screen;
  changes: ReturnType<typeof planChanges>;
  writtenByOthers: readonly GridRange[];
}): number {
  let count = 0;
  for (const { sheetId, cells } of valueChanges(changes)) {
    const arrived = cells.filter((cell) => isWithin({ sheetId, cell, ranges: writtenByOthers }));
    highlight({ api: screen.api, sheetId, cells: arrived });
    count += arrived.length;
  }
  return count;
}

const isWithin = ({
  sheetId,
  cell,
  ranges,
}: {
  sheetId: number;
  cell: { row: number; column: number };
  ranges: readonly GridRange[];
}): boolean =>
  ranges.some(
    (range) =>
      (range.sheetId ?? 0) === sheetId &&
      cell.row >= (range.startRowIndex ?? 0) &&
      cell.row < (range.endRowIndex ?? Number.POSITIVE_INFINITY) &&
      cell.column >= (range.startColumnIndex ?? 0) &&
      cell.column < (range.endColumnIndex ?? Number.POSITIVE_INFINITY),
  );
