import {
  addDays,
  countDays,
  mergePeriods,
  removePeriod,
  sharedDays,
  type Period,
  type PlainDate,
} from "../calendar/index.ts";
import { dateInWords, refuse, type Refusal } from "../explain/index.ts";

/** One member's coverage on both sides of the move. */
export type CutOverInput = {
  membershipId: string;
  /** Periods that the old platform billed, in any order; the last may end ahead of today. */
  oldCoverage: readonly Period[];
  lastChargeThere: PlainDate | null;
  billFrom: PlainDate;
  firstChargeHere: PlainDate;
  /** Days that someone looked at and accepted. */
  signedOff: readonly Period[];
};

export type CutOverSignal = {
  kind: "gap" | "overlap";
  period: Period;
  days: number;
  isSignedOff: boolean;
  sentence: string;
};

export type CutOverTimeline = {
  membershipId: string;
  coveredThere: Period[];
  coveredThroughThere: PlainDate | null;
  lastChargeThere: PlainDate | null;
  billFrom: PlainDate;
  firstChargeHere: PlainDate;
  signals: CutOverSignal[];
};

/** One timeline of old and new coverage: days that nobody covers, and days charged on both sides (CUT-1). */
export function cutOverTimeline(input: CutOverInput): CutOverTimeline {
  const coveredThere = mergePeriods(input.oldCoverage);
  const last = coveredThere.at(-1) ?? null;
  const { billFrom, signedOff } = input;
  const gap =
    last !== null && addDays(last.end, 1) < billFrom
      ? [{ start: addDays(last.end, 1), end: addDays(billFrom, -1) }]
      : [];
  const overlap = coveredThere.flatMap((period) => {
    const shared =
      period.end < billFrom ? null : sharedDays(period, { start: billFrom, end: period.end });
    return shared === null ? [] : [shared];
  });
  return {
    membershipId: input.membershipId,
    coveredThere,
    coveredThroughThere: last?.end ?? null,
    lastChargeThere: input.lastChargeThere,
    billFrom,
    firstChargeHere: input.firstChargeHere,
    signals: [
      ...gap.map((period) => signalOf("gap", period, signedOff)),
      ...overlap.map((period) => signalOf("overlap", period, signedOff)),
    ],
  };
}

function signalOf(
  kind: CutOverSignal["kind"],
  period: Period,
  signedOff: readonly Period[],
): CutOverSignal {
  const open = mergePeriods(signedOff).reduce<Period[]>(
    (left, signed) => removePeriod(left, signed),
    [period],
  );
  const days = countDays(period);
  const counted = days === 1 ? "1 day" : `${days} days`;
  const dates = `${dateInWords(period.start, period.end)} to ${dateInWords(period.end)}`;
  const what = kind === "gap" ? "covered by nobody" : "charged there and here";
  return {
    kind,
    period,
    days,
    isSignedOff: open.length === 0,
    sentence: `${dates}: ${counted} ${what} (CUT-1).`,
  };
}

/** Going live needs no gap and no overlap, or each one signed off (CUT-2). */
export function checkCutOver(
  timelines: readonly CutOverTimeline[],
): { kind: "ready"; signedOffSignals: number } | Refusal {
  const signals = timelines.flatMap(({ signals }) => signals);
  const open = signals.filter(({ isSignedOff }) => !isSignedOff);
  if (open.length === 0) return { kind: "ready", signedOffSignals: signals.length };
  const days = open.reduce((sum, signal) => sum + signal.days, 0);
  const reason = `${open.length} gaps or overlaps, ${days} days in all, are neither closed nor signed off (CUT-2).`;
  return refuse("CUT-2", reason, ["correct the dates", "sign off each one"]);
}
