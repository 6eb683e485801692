import {
  createDeveloperMetadata,
  deleteDeveloperMetadata,
  updateDeveloperMetadata,
} from "../developer-metadata/requests.ts";
import { addSheet } from "./addSheet.ts";
import { appendCells } from "./appendCells.ts";
import { autoFill } from "./autoFill.ts";
import { autoResizeDimensions } from "./autoResizeDimensions.ts";
import { addBanding, deleteBanding, updateBanding } from "./banding.ts";
import {
  addChart,
  deleteEmbeddedObject,
  updateChartSpec,
  updateEmbeddedObjectPosition,
} from "./charts.ts";
import { deleteDuplicates, pasteData, textToColumns, trimWhitespace } from "./cleanUp.ts";
import {
  addConditionalFormatRule,
  deleteConditionalFormatRule,
  updateConditionalFormatRule,
} from "./conditionalFormats.ts";
import type { RequestHandler } from "./context.ts";
import { copyPaste } from "./copyPaste.ts";
import { cutPaste } from "./cutPaste.ts";
import { deleteSheet } from "./deleteSheet.ts";
import {
  addDimensionGroup,
  deleteDimensionGroup,
  updateDimensionGroup,
} from "./dimensionGroups.ts";
import {
  appendDimension,
  deleteDimension,
  insertDimension,
  moveDimension,
  updateDimensionProperties,
} from "./dimensions.ts";
import { duplicateSheet } from "./duplicateSheet.ts";
import {
  addFilterView,
  clearBasicFilter,
  deleteFilterView,
  duplicateFilterView,
  setBasicFilter,
  updateFilterView,
} from "./filters.ts";
import { findReplace } from "./findReplace.ts";
import { mergeCells, unmergeCells } from "./merges.ts";
import { addNamedRange, deleteNamedRange, updateNamedRange } from "./namedRanges.ts";
import {
  addProtectedRange,
  deleteProtectedRange,
  updateProtectedRange,
} from "./protectedRanges.ts";
import { repeatCell } from "./repeatCell.ts";
import { deleteRange, insertRange } from "./shiftCells.ts";
import { randomizeRange, sortRange } from "./sortRange.ts";
import { updateBorders } from "./updateBorders.ts";
import { updateCells } from "./updateCells.ts";
import { updateSheetProperties } from "./updateSheetProperties.ts";
import { updateSpreadsheetProperties } from "./updateSpreadsheetProperties.ts";
import { setDataValidation } from "./validation.ts";

export const requestKinds: Readonly<Record<string, RequestHandler>> = {
  addBanding,
  addChart,
  addConditionalFormatRule,
  addDimensionGroup,
  addFilterView,
  addNamedRange,
  addProtectedRange,
  addSheet,
  appendCells,
  appendDimension,
  autoFill,
  autoResizeDimensions,
  clearBasicFilter,
  copyPaste,
  createDeveloperMetadata,
  cutPaste,
  deleteBanding,
  deleteConditionalFormatRule,
  deleteDeveloperMetadata,
  deleteDimension,
  deleteDimensionGroup,
  deleteDuplicates,
  deleteEmbeddedObject,
  deleteFilterView,
  deleteNamedRange,
  deleteProtectedRange,
  deleteRange,
  deleteSheet,
  duplicateFilterView,
  duplicateSheet,
  findReplace,
  insertDimension,
  insertRange,
  mergeCells,
  moveDimension,
  pasteData,
  randomizeRange,
  repeatCell,
  setBasicFilter,
  setDataValidation,
  sortRange,
  textToColumns,
  trimWhitespace,
  unmergeCells,
  updateBanding,
  updateBorders,
  updateCells,
  updateChartSpec,
  updateEmbeddedObjectPosition,
  updateConditionalFormatRule,
  updateDeveloperMetadata,
  updateDimensionGroup,
  updateDimensionProperties,
  updateFilterView,
  updateNamedRange,
  updateProtectedRange,
  updateSheetProperties,
  updateSpreadsheetProperties,
};
