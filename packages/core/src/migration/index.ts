export {
  BalanceDifference,
  MigrationConsent,
  MigrationFailure,
  PaymentsMigration,
} from "./schema.ts";
export { applyMigrationEvent, initialMigration, unseenDifferences } from "./transition.ts";
export type { MigrationEvent } from "./transition.ts";
export { adviseOnDay, nextWindow, usualWindow, windowOn } from "./window.ts";
export type { MigrationWindow } from "./window.ts";
export { fateOfProcessorPayment, freezeRefusal } from "./freeze.ts";
export type { FrozenAct, ProcessorPaymentFate } from "./freeze.ts";
export { refuseHandOver } from "./handOver.ts";
export type { KnownPayment } from "./handOver.ts";
export { convertPatient, EarlierInvoice, EarlierPayment } from "./convert.ts";
export type { Converted, EarlierAccount } from "./convert.ts";
export { accountsByPayer, convertAccounts } from "./conversionRun.ts";
export type { ConvertedAccounts, PayerAccount } from "./conversionRun.ts";
export { compareBalances, convertedBalances, reasonsOf } from "./compare.ts";
export {
  acceptCutOver,
  firstDayHere,
  isSignedOff,
  proveCutOver,
  timelineOf,
  toSignOff,
} from "./cutOverProof.ts";
export type {
  CutOverMember,
  CutOverProof,
  MemberTimeline,
  SignOff,
  TimelineSegment,
} from "./cutOverProof.ts";
export { compareForecast } from "./compareForecast.ts";
export type { ForecastComparison, ForecastDifference, ForecastRow } from "./compareForecast.ts";
export { readForecastFile } from "./readForecastFile.ts";
export type { ForecastFile, ForecastMember } from "./readForecastFile.ts";
