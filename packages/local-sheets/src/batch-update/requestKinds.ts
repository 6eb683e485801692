import {
  createDeveloperMetadata,
  deleteDeveloperMetadata,
  updateDeveloperMetadata,
} from "../developer-metadata/requests.ts";
import { addSheet } from "./addSheet.ts";
import type { RequestHandler } from "./context.ts";
import { copyPaste } from "./copyPaste.ts";
import { deleteSheet } from "./deleteSheet.ts";
import {
  appendDimension,
  deleteDimension,
  insertDimension,
  moveDimension,
  updateDimensionProperties,
} from "./dimensions.ts";
import { mergeCells, unmergeCells } from "./merges.ts";
import { addNamedRange, deleteNamedRange, updateNamedRange } from "./namedRanges.ts";
import { repeatCell } from "./repeatCell.ts";
import { updateCells } from "./updateCells.ts";
import { updateSheetProperties } from "./updateSheetProperties.ts";

export const requestKinds: Readonly<Record<string, RequestHandler>> = {
  addNamedRange,
  addSheet,
  appendDimension,
  copyPaste,
  createDeveloperMetadata,
  deleteDeveloperMetadata,
  deleteDimension,
  deleteNamedRange,
  deleteSheet,
  insertDimension,
  mergeCells,
  moveDimension,
  repeatCell,
  unmergeCells,
  updateCells,
  updateDeveloperMetadata,
  updateDimensionProperties,
  updateNamedRange,
  updateSheetProperties,
};
