export interface Days {
  start: string;
  end: string;
}

export interface CoverageBand extends Days {
  kind: "there" | "gap" | "overlap" | "issued" | "coming" | "here" | "paused" | "excused";
}

const dayMs = 86_400_000;
const dayAfter = (day: string, count = 1): string =>
  new Date(Date.parse(day) + count * dayMs).toISOString().slice(0, 10);

/** The days covered on the old platform, those that nobody bills, and the periods billed here, in order. */
export function coverageBands({
  coveredFrom,
  coveredThrough,
  billFrom,
  issued,
  coming,
  pauses,
}: {
  /** The last bill there; where it is not known, the first day that is shown. */
  coveredFrom: string;
  coveredThrough: string | null;
  billFrom: string;
  issued: readonly Days[];
  coming: readonly Days[];
  pauses: readonly Days[];
}): CoverageBand[] {
  const there =
    coveredThrough === null
      ? []
      : [
          {
            kind: "there" as const,
            start: earlier(coveredFrom, coveredThrough),
            end: coveredThrough,
          },
        ];
  const isGap = coveredThrough !== null && dayAfter(coveredThrough) < billFrom;
  const gap = isGap
    ? [{ kind: "gap" as const, start: dayAfter(coveredThrough), end: dayAfter(billFrom, -1) }]
    : [];
  const bands: CoverageBand[] = [
    ...there,
    ...gap,
    ...issued.map((days) => ({ kind: "issued" as const, ...days })),
    ...coming.map((days) => ({ kind: "coming" as const, ...days })),
    ...pauses.map((days) => ({ kind: "paused" as const, ...days })),
  ];
  return bands.toSorted((left, right) => left.start.localeCompare(right.start));
}

const earlier = (day: string, other: string): string => (day < other ? day : other);

/** Where a span of days lies in a picture of `from` to `through`, both ends counted: shares of its width, cut off at its edges. */
export function placeDays({ days, from, through }: { days: Days; from: string; through: string }): {
  left: number;
  width: number;
} {
  const at = (day: string): number => Math.round((Date.parse(day) - Date.parse(from)) / dayMs);
  const all = at(through) + 1;
  const left = Math.min(Math.max(at(days.start), 0), all);
  const right = Math.min(Math.max(at(days.end) + 1, 0), all);
  return { left: left / all, width: Math.max(0, right - left) / all };
}
