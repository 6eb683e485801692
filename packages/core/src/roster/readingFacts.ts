import type { MappedColumn } from "./mapColumns.ts";
import type { ReadColumn } from "./readers.ts";
import type { DraftRow } from "./readRows.ts";
import type { RosterRow } from "./reading.ts";
import type { RosterSettings } from "./settings.ts";

/** What questions are asked about. */
export type ReadingFacts = {
  columns: readonly MappedColumn[];
  unordered: readonly (ReadColumn & { isBlocking: boolean })[];
  unclearBalance: ReadColumn | undefined;
  rows: readonly RosterRow[];
  /** Members whose names begin further in. */
  indented: readonly DraftRow[];
  /** Rows whose covered-through date was read as the first day that is not covered. */
  exclusive: ReadonlySet<RosterRow>;
  settings: RosterSettings;
  hasMerges: boolean;
  phoneRegion: string | undefined;
};
