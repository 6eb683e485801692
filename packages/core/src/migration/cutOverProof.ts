import {
  addDays,
  countDays,
  mergePeriods,
  minDate,
  removePeriod,
  sharedDays,
  type Period,
  type PlainDate,
} from "../calendar/index.ts";
import { listInWords, refuse, type Refusal } from "../explain/index.ts";

/** What is known of a member who moves: the days paid there, and the days that are or will be billed here. */
export type CutOverMember = {
  membershipId: string;
  /** As people call the member. */
  name: string;
  oldCoverage: readonly Period[];
  newCoverage: readonly Period[];
  /** Days that somebody decided not to bill: paused or waived. */
  excused: readonly Period[];
  lastChargeThere: PlainDate | null;
  firstChargeHere: PlainDate | null;
  /** The membership's last day, if it has one. */
  endsOn: PlainDate | null;
  /** Why nothing of it is billed at present, one sentence each. */
  waitsFor: readonly string[];
};

export type TimelineSegment = Period & { kind: "old" | "new" | "gap" | "overlap" | "excused" };

export type MemberTimeline = {
  membershipId: string;
  name: string;
  segments: TimelineSegment[];
  gapDays: number;
  overlapDays: number;
  lastChargeThere: PlainDate | null;
  firstChargeHere: PlainDate | null;
  waitsFor: readonly string[];
};

export type CutOverProof = {
  through: PlainDate;
  members: MemberTimeline[];
  totals: { members: number; gapDays: number; overlapDays: number; toSignOff: number };
};

/** Days that two of the periods have in common. */
function doubled(periods: readonly Period[]): Period[] {
  const sorted = periods.toSorted((one, other) => (one.start < other.start ? -1 : 1));
  const twice: Period[] = [];
  let covered: Period[] = [];
  for (const period of sorted) {
    for (const before of covered) {
      const shared = sharedDays(before, period);
      if (shared) twice.push(shared);
    }
    covered = mergePeriods([...covered, period]);
  }
  return mergePeriods(twice);
}

function without(periods: readonly Period[], removed: readonly Period[]): Period[] {
  return removed.reduce<Period[]>((left, each) => removePeriod(left, each), [...periods]);
}

function clip(periods: readonly Period[], through: PlainDate): Period[] {
  return periods
    .filter(({ start }) => start <= through)
    .map(({ start, end }) => ({ start, end: minDate(end, through) }));
}

function asSegments(kind: TimelineSegment["kind"], periods: readonly Period[]): TimelineSegment[] {
  return periods.map(({ start, end }) => ({ kind, start, end }));
}

function daysOf(periods: readonly Period[]): number {
  return periods.reduce((sum, period) => sum + countDays(period), 0);
}

/**
 * One member's days from the first covered one to the end: billed there, here, by nobody, or twice; days that somebody
 * decided not to bill are no gap (CUT-1).
 */
export function timelineOf({
  member,
  through,
}: {
  member: CutOverMember;
  through: PlainDate;
}): MemberTimeline {
  const last = member.endsOn === null ? through : minDate(member.endsOn, through);
  const old = clip(member.oldCoverage, through);
  const here = clip(member.newCoverage, through);
  const all = mergePeriods([...old, ...here]);
  const overlap = doubled([...old, ...here]);
  const first = all[0]?.start;
  const unbilled =
    first === undefined || first > last ? [] : without([{ start: first, end: last }], all);
  const gap = without(unbilled, mergePeriods(member.excused));
  const excused = without(unbilled, gap);
  const segments = [
    ...asSegments("old", without(mergePeriods(old), overlap)),
    ...asSegments("new", without(mergePeriods(here), overlap)),
    ...asSegments("gap", gap),
    ...asSegments("overlap", overlap),
    ...asSegments("excused", excused),
  ].toSorted((one, other) => (one.start < other.start ? -1 : 1));
  const { membershipId, name, lastChargeThere, firstChargeHere, waitsFor } = member;
  return {
    membershipId,
    name,
    segments,
    gapDays: daysOf(gap),
    overlapDays: daysOf(overlap),
    lastChargeThere,
    firstChargeHere,
    waitsFor,
  };
}

/** The stretches that somebody has to accept before the practice goes live. */
export function toSignOff({ segments }: Pick<MemberTimeline, "segments">): TimelineSegment[] {
  return segments.filter(({ kind }) => kind === "gap" || kind === "overlap");
}

function mustBeSignedOff({ gapDays, overlapDays }: MemberTimeline): boolean {
  return gapDays > 0 || overlapDays > 0;
}

/** The timelines of all members who move, with what must be signed off before the practice goes live (CUT-1). */
export function proveCutOver({
  members,
  through,
}: {
  members: readonly CutOverMember[];
  through: PlainDate;
}): CutOverProof {
  const timelines = members.map((member) => timelineOf({ member, through }));
  const sum = (pick: (timeline: MemberTimeline) => number): number =>
    timelines.reduce((total, timeline) => total + pick(timeline), 0);
  return {
    through,
    members: timelines,
    totals: {
      members: timelines.length,
      gapDays: sum(({ gapDays }) => gapDays),
      overlapDays: sum(({ overlapDays }) => overlapDays),
      toSignOff: timelines.filter(mustBeSignedOff).length,
    },
  };
}

export type SignOff = {
  membershipId: string;
  /** The stretches that were seen and accepted; others need a new signature. */
  segments: readonly TimelineSegment[];
  byUserId: string;
  at: string;
  reason: string;
};

function isSame(one: readonly TimelineSegment[], other: readonly TimelineSegment[]): boolean {
  const key = (segments: readonly TimelineSegment[]) =>
    segments.map(({ kind, start, end }) => `${kind} ${start} ${end}`).join();
  return key(one) === key(other);
}

/** Whether a member's gaps and overlaps are all accepted, exactly as they are now (CUT-2). */
export function isSignedOff(timeline: MemberTimeline, signOff: SignOff | undefined): boolean {
  const open = toSignOff(timeline);
  return open.length === 0 || (signOff !== undefined && isSame(open, signOff.segments));
}

/** Going live needs no gap and no overlap, or each one signed off as it is (CUT-2). */
export function acceptCutOver({
  proof,
  signOffs,
}: {
  proof: CutOverProof;
  signOffs: readonly SignOff[];
}): { kind: "accepted"; signedOff: readonly SignOff[] } | Refusal {
  const signed = new Map(signOffs.map((each) => [each.membershipId, each]));
  const open = proof.members.filter(
    (timeline) => !isSignedOff(timeline, signed.get(timeline.membershipId)),
  );
  if (open.length === 0) {
    const needed = new Set(
      proof.members.filter(mustBeSignedOff).map(({ membershipId }) => membershipId),
    );
    return {
      kind: "accepted",
      signedOff: [...signed.values()].filter(({ membershipId }) => needed.has(membershipId)),
    };
  }
  const [first] = open;
  const example = first
    ? ` The first is ${first.name} (${first.membershipId}): ${listInWords([`${first.gapDays} days nobody bills`, `${first.overlapDays} billed twice`])}.`
    : "";
  return refuse(
    "CUT-2",
    `${open.length} of ${proof.members.length} members have gaps or overlaps that nobody has signed off.${example} (CUT-2)`,
    open.map(({ membershipId }) => membershipId),
  );
}

/** The day after a member's last old day: where billing here begins when nothing is lost and nothing doubled. */
export function firstDayHere({
  oldCoverage,
}: Pick<CutOverMember, "oldCoverage">): PlainDate | null {
  const last = mergePeriods(oldCoverage).at(-1);
  return last ? addDays(last.end, 1) : null;
}
