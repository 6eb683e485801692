export { civilFromDayNumber, dayNumberFromCivil, daysInMonth, isLeapYear } from "./dayNumber.ts";
export type { CivilDate } from "./dayNumber.ts";
export {
  addDays,
  countDays,
  dayOfMonth,
  daysBetween,
  fromDayNumber,
  isLastDayOfMonth,
  isPlainDate,
  maxDate,
  minDate,
  monthOf,
  Period,
  PlainDate,
  plainDate,
  toDayNumber,
  yearOf,
} from "./plainDate.ts";
export { dateToSerial, serialToDate } from "./serial.ts";
export { Interval, interval, intervalInWords, stepOf } from "./interval.ts";
export type { IntervalStep } from "./interval.ts";
export {
  AnchorDay,
  anchorDay,
  cycleAt,
  cycleIndexOn,
  cycleOn,
  cycleStartDay,
  firstAnchorDate,
  isAnchorDate,
  ownAnchorDay,
  periodAt,
  periodFrom,
  periodsBetween,
} from "./cycle.ts";
export type { BillingPeriod, Cycle, CycleRule } from "./cycle.ts";
export {
  dateInZone,
  instantInZone,
  instantsApartMs,
  isTimeZone,
  nextMidnight,
  secondOfDayInZone,
  TimeZone,
} from "./zone.ts";
export { includesDay, mergePeriods, overlaps, removePeriod, sharedDays } from "./periodSet.ts";
