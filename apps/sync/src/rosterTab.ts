import { cellText, type RosterCell } from "@rollbook/core/roster";
import { metadataKeys, type Snapshot, type SnapshotTab } from "@rollbook/sheets";

export type TabSearch = { kind: "found"; tab: SnapshotTab } | { kind: "missing"; reason: string };

/** The roster's tab: by the ID it was connected with, by our claim on it, else the first one people see. */
export function findRosterTab(input: {
  snapshot: Snapshot;
  sheetId: number | null;
  rosterId: string;
}): TabSearch {
  const { snapshot, sheetId, rosterId } = input;
  if (sheetId !== null) {
    const tab = snapshot.tabs.find((candidate) => candidate.sheetId === sheetId);
    if (tab !== undefined && isTakenByAnother({ tab, rosterId })) {
      return {
        kind: "missing",
        reason:
          "This tab is the roster of another Rollbook connection now. Connect another sheet, or disconnect this one there.",
      };
    }
    if (tab !== undefined) return { kind: "found", tab };
    return {
      kind: "missing",
      reason: "The roster's tab was deleted; undo that, or connect the roster again.",
    };
  }
  const claimed = snapshot.tabs.find((tab) =>
    claimsOf(tab).some(({ value }) => value === rosterId),
  );
  const visible = snapshot.tabs.filter((tab) => !tab.isHidden);
  const fullest = visible.reduce<SnapshotTab | undefined>(
    (most, tab) => (most === undefined || tab.rows.length > most.rows.length ? tab : most),
    undefined,
  );
  const tab = claimed ?? fullest;
  if (tab === undefined) return { kind: "missing", reason: "The spreadsheet has no visible tab." };
  return { kind: "found", tab };
}

/** The roster that a tab belongs to. */
export const claimsOf = (tab: SnapshotTab) =>
  tab.metadata.filter((entry) => entry.key === metadataKeys.connection);

function isTakenByAnother(input: { tab: SnapshotTab; rosterId: string }): boolean {
  const claims = claimsOf(input.tab);
  return claims.length > 0 && claims.every(({ value }) => value !== input.rosterId);
}

/** The row that still carries the known header texts best; null when fewer than half of them stand together. */
export function findHeaderRow(input: {
  rows: readonly (readonly RosterCell[])[];
  headers: readonly string[];
}): number | null {
  const wanted = new Set(input.headers.filter((header) => header !== ""));
  let best = { row: null as number | null, hits: 0 };
  input.rows.slice(0, 200).forEach((cells, row) => {
    const texts = new Set(cells.map((cell) => cellText(cell).trim()));
    const hits = [...wanted].filter((header) => texts.has(header)).length;
    if (hits > best.hits) best = { row, hits };
  });
  return best.hits * 2 >= wanted.size && best.hits > 0 ? best.row : null;
}
