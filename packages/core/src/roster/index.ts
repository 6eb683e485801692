export { cellText, emptyCell, textCell } from "./grid.ts";
export type { RosterCell, RosterGrid, RosterMerge, RosterNumberFormat } from "./grid.ts";
export { rosterField, RosterFieldKey, rosterFields } from "./fields.ts";
export type { RosterField, RosterFieldOwner, RosterFieldType } from "./fields.ts";
export {
  DateOrder,
  RosterColumnSetting,
  RosterSettings,
  settingsOfPaymentsFile,
} from "./settings.ts";
export { matchHeader } from "./headerDictionary.ts";
export { rosterIssueCodes } from "./issueCodes.ts";
export type { RosterIssueCode } from "./issueCodes.ts";
export type {
  ColumnBinding,
  ColumnSource,
  OpeningEntry,
  QuestionCode,
  RosterIssue,
  RosterOutcome,
  RosterQuestion,
  RosterReading,
  RosterRow,
  RosterValues,
  SkipReason,
} from "./reading.ts";
export { currencyOfFile } from "./values/currencySigns.ts";
export { askAgain } from "./questions.ts";
export { readRoster } from "./readRoster.ts";
export { toReport } from "./report.ts";
export type { RosterReport, SyncFigures } from "./report.ts";
export type { RosterPlan } from "./plans.ts";
export { nameOf } from "./checkRows.ts";
export { headersOf, mappingOf, RosterMapping, withMapping } from "./mapping.ts";
export { previewRoster } from "./preview.ts";
export type { ComingCharge, OpeningShown, RosterPreview } from "./preview.ts";
export { totalOpenings } from "./openings.ts";
export type { OpeningTotals } from "./openings.ts";
export { RosterAnswer, withAnswer, withAnswers } from "./answers.ts";
export { withoutPresent } from "./present.ts";
export type { KnownPerson } from "./present.ts";
export { readOpeningFile } from "./readOpeningFile.ts";
export type { OpeningReading, OpeningRow } from "./readOpeningFile.ts";
