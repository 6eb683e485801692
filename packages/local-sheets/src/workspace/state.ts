import type { Document, Row, Sheet } from "../model/document.ts";
import type { Change } from "./changeLog.ts";
import type { DriveFile } from "./files.ts";
import type { Workspace } from "./workspace.ts";

type StoredRow = Omit<Row, "owner" | "touchedFrom" | "touchedTo">;
type StoredSheet = Omit<Sheet, "rows" | "owner" | "isReshaped"> & { rows: (StoredRow | null)[] };
type StoredDocument = Omit<Document, "sheets" | "clock"> & { sheets: StoredSheet[] };

interface StoredState {
  files: DriveFile[];
  documents: StoredDocument[];
  deletedIds: string[];
  changes: { entries: Change[]; next: number };
}

function storedRow(row: Row | undefined): StoredRow | null {
  if (!row) return null;
  const { owner: _owner, touchedFrom: _from, touchedTo: _to, slots, ...rest } = row;
  return { ...rest, slots: slots.map((slot) => slot ?? null) as Row["slots"] };
}

function storedDocument(document: Document): StoredDocument {
  const sheets = document.sheets.map(
    ({ owner: _owner, isReshaped: _reshaped, rows, ...sheet }) => ({
      ...sheet,
      rows: rows.map(storedRow),
    }),
  );
  const { clock: _clock, ...rest } = document;
  return { ...rest, sheets };
}

function restoredRow(stored: StoredRow | null): Row | undefined {
  if (stored === null) return undefined;
  const slots = stored.slots.map((slot) => slot ?? undefined);
  return {
    key: stored.key,
    owner: 0,
    slots,
    pixelSize: stored.pixelSize,
    hiddenByUser: stored.hiddenByUser,
    hiddenByFilter: stored.hiddenByFilter,
    touchedFrom: Number.MAX_SAFE_INTEGER,
    touchedTo: -1,
  };
}

export function serializeState(workspace: Workspace): string {
  const state: StoredState = {
    files: [...workspace.files.values()],
    documents: [...workspace.documents.values()].map(storedDocument),
    deletedIds: [...workspace.deletedIds],
    changes: workspace.changes.state(),
  };
  return JSON.stringify(state);
}

export function restoreState(workspace: Workspace, text: string): void {
  const state = JSON.parse(text) as StoredState;
  for (const file of state.files) workspace.files.set(file.id, file);
  for (const id of state.deletedIds) workspace.deletedIds.add(id);
  for (const stored of state.documents) {
    const sheets = stored.sheets.map((sheet) => ({
      ...sheet,
      charts: sheet.charts ?? [],
      owner: 0,
      isReshaped: false,
      rows: sheet.rows.map(restoredRow),
    }));
    workspace.documents.set(stored.id, { ...stored, clock: workspace.clock, sheets });
  }
  workspace.changes.restore(state.changes);
}
