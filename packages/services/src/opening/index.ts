export { recordOpenings, type AskedOpening } from "./recordOpenings.ts";
export {
  importOpeningFile,
  previewOpeningFile,
  type ImportedOpeningFile,
  type OpeningFileInput,
  type PlannedOpeningFile,
} from "./openingFile.ts";
