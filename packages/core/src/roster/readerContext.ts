import type { RosterFieldKey } from "./fields.ts";
import type { RosterCell, RosterGrid } from "./grid.ts";
import type { MappedColumn } from "./mapColumns.ts";
import type { RosterSettings } from "./settings.ts";
import type { Parsed } from "./values/parsed.ts";

export type CellReader = (cell: RosterCell) => Parsed<unknown>;

export type BoundColumn = MappedColumn & { field: RosterFieldKey };

/** What all columns of a sheet are read with. */
export type ReaderContext = {
  grid: RosterGrid;
  firstRow: number;
  settings: RosterSettings;
  locale: string | undefined;
  clearWords: ReadonlySet<string>;
  phoneRegion: string | undefined;
};
