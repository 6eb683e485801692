/** Runs the work `times` times and gives each run's milliseconds; a run before them warms up and is not counted. */
export async function measure({
  times,
  work,
  prepare,
}: {
  times: number;
  work: () => unknown;
  prepare?: () => unknown;
}): Promise<number[]> {
  const milliseconds: number[] = [];
  for (let run = 0; run <= times; run += 1) {
    await prepare?.();
    const startedAt = performance.now();
    await work();
    if (run > 0) milliseconds.push(performance.now() - startedAt);
  }
  return milliseconds;
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? Number.NaN)) / 2;
}

/** The middle half of the runs, as a share of their median: how far a figure can be trusted. */
export function spread(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (share: number): number =>
    sorted[Math.floor(share * (sorted.length - 1))] ?? Number.NaN;
  return (at(0.75) - at(0.25)) / median(values);
}
