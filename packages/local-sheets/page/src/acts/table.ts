import type { Act, ActContext } from "./act.ts";
import { fillFrom } from "./filling.ts";
import { setBorders, setCurrency, setNumberFormat, setStyle } from "./formatting.ts";
import {
  deleteDimension,
  deleteRange,
  insertDimension,
  insertRange,
  moveDimension,
  moveRange,
  setFrozen,
  setHidden,
  setSizes,
} from "./rowsAndColumns.ts";
import {
  clearFilterCriteria,
  removeFilter,
  setFilterCriteria,
  setFilterRange,
  sortRange,
} from "./sortAndFilter.ts";
import {
  copyTab,
  deleteNote,
  insertTab,
  mergeCells,
  moveTab,
  removeTab,
  renameSpreadsheet,
  renameTab,
  setNote,
  setTabColor,
  setTabHidden,
  toggleGridlines,
  unmergeCells,
} from "./tabs.ts";
import { clearCells, setValues } from "./typing.ts";

// The grid library types its commands' params loosely; each function names the part that it reads.
type Translate = (params: never, context: ActContext) => Act;

/** The grid library's commands that a person can start, and what each is in the Sheets API. */
export const commandActs: Record<string, Translate> = {
  "sheet.command.set-range-values": setValues,
  "sheet.command.clear-selection-content": clearCells({
    fields: "userEnteredValue",
    what: "clear cells",
  }),
  "sheet.command.clear-selection-format": clearCells({
    fields: "userEnteredFormat",
    what: "clear the format",
  }),
  "sheet.command.clear-selection-all": clearCells({
    fields: "userEnteredValue,userEnteredFormat",
    what: "clear cells",
  }),
  "sheet.command.set-style": setStyle,
  "sheet.command.numfmt.set.numfmt": setNumberFormat,
  "sheet.command.numfmt.set.currency": setCurrency,
  "sheet.command.set-border": setBorders,
  "sheet.command.insert-row": insertDimension("ROWS"),
  "sheet.command.insert-row-by-range": insertDimension("ROWS"),
  "sheet.command.insert-col": insertDimension("COLUMNS"),
  "sheet.command.insert-col-by-range": insertDimension("COLUMNS"),
  "sheet.command.remove-row": deleteDimension("ROWS"),
  "sheet.command.remove-row-by-range": deleteDimension("ROWS"),
  "sheet.command.remove-col": deleteDimension("COLUMNS"),
  "sheet.command.remove-col-by-range": deleteDimension("COLUMNS"),
  "sheet.command.move-rows": moveDimension("ROWS"),
  "sheet.command.move-cols": moveDimension("COLUMNS"),
  "sheet.command.move-range": moveRange,
  "sheet.command.insert-range-move-down": insertRange("ROWS"),
  "sheet.command.insert-range-move-right": insertRange("COLUMNS"),
  "sheet.command.delete-range-move-up": deleteRange("ROWS"),
  "sheet.command.delete-range-move-left": deleteRange("COLUMNS"),
  "sheet.command.set-rows-hidden": setHidden({ dimension: "ROWS", isHidden: true }),
  "sheet.command.set-specific-rows-visible": setHidden({ dimension: "ROWS", isHidden: false }),
  "sheet.command.set-selected-rows-visible": setHidden({ dimension: "ROWS", isHidden: false }),
  "sheet.command.set-col-hidden": setHidden({ dimension: "COLUMNS", isHidden: true }),
  "sheet.command.set-col-visible-on-cols": setHidden({ dimension: "COLUMNS", isHidden: false }),
  "sheet.command.set-selected-cols-visible": setHidden({ dimension: "COLUMNS", isHidden: false }),
  "sheet.command.set-frozen": setFrozen,
  "sheet.command.cancel-frozen": setFrozen,
  "sheet.command.sort-range": sortRange,
  "sheet.command.set-filter-range": setFilterRange,
  "sheet.command.remove-sheet-filter": removeFilter,
  "sheet.command.set-filter-criteria": setFilterCriteria,
  "sheet.command.clear-filter-criteria": clearFilterCriteria,
  "sheet.command.add-worksheet-merge": mergeCells("MERGE_ALL"),
  "sheet.command.add-worksheet-merge-all": mergeCells("MERGE_ALL"),
  "sheet.command.add-worksheet-merge-horizontal": mergeCells("MERGE_ROWS"),
  "sheet.command.add-worksheet-merge-vertical": mergeCells("MERGE_COLUMNS"),
  "sheet.command.remove-worksheet-merge": unmergeCells,
  "sheet.command.update-note": setNote,
  "sheet.command.delete-note": deleteNote,
  "sheet.command.insert-sheet": insertTab,
  "sheet.command.remove-sheet": removeTab,
  "sheet.command.copy-sheet": copyTab,
  "sheet.command.set-worksheet-name": renameTab,
  "sheet.command.set-worksheet-order": moveTab,
  "sheet.command.set-worksheet-hidden": setTabHidden(true),
  "sheet.command.set-worksheet-show": setTabHidden(false),
  "sheet.command.set-tab-color": setTabColor,
  "sheet.command.set-workbook-name": renameSpreadsheet,
  "sheet.command.toggle-gridlines": toggleGridlines,
  "sheet.command.auto-fill": fillFrom,
};

/** Commands whose outcome only their mutation tells. */
export const mutationActs: Record<string, Translate> = {
  "sheet.mutation.set-worksheet-row-height": setSizes("ROWS"),
  "sheet.mutation.set-worksheet-col-width": setSizes("COLUMNS"),
  "sheet.mutation.set-frozen": setFrozen,
};

/** Mutations that change only how the grid draws, never what the server keeps. */
export const drawingMutations = new Set([
  "sheet.mutation.set-worksheet-row-auto-height",
  "sheet.mutation.set-worksheet-row-is-auto-height",
  "sheet.mutation.mark-dirty-filter-change",
  "sheet.mutation.re-calc-filter",
  "sheet.mutation.toggle-note-popup",
  "sheet.mutation.update-note-position",
  "sheet.mutation.empty",
  "sheet.mutation.data-validation-formula-mark-dirty",
]);

/** What the person reads when a command has no counterpart here. */
export const missingFeatures: Record<string, string> = {
  "sheet.command.add-range-protection": "protected ranges",
  "sheet.command.add-range-protection-from-context-menu": "protected ranges",
  "sheet.command.add-range-protection-from-sheet-bar": "protected tabs",
  "sheet.command.change-sheet-protection-from-sheet-bar": "protected tabs",
  "sheet.command.view-sheet-permission-from-sheet-bar": "protected ranges",
  "sheet.command.view-sheet-permission-from-context-menu": "protected ranges",
  "sheet.command.add-worksheet-protection": "protected tabs",
  "sheet.command.insert-defined-name": "named ranges",
  "sheet.command.set-defined-name": "named ranges",
  "sheet.command.split-text-to-columns": "splitting text to columns",
  "sheet.command.text-to-number": "turning text into numbers",
  "sheet.command.set-worksheet-right-to-left": "right-to-left tabs",
  "sheet.command.add-conditional-rule": "conditional formats",
  "sheet.command.apply-format-painter": "the paint-format brush",
  "sheet.command.set-worksheet-range-theme-style": "alternating colours",
};
