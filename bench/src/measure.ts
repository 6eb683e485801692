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

/** Measures several works in turns, so that whatever else the machine does falls on all of them alike. */
export async function measureInTurns<Name extends string>({
  times,
  works,
}: {
  times: number;
  works: Record<Name, () => unknown>;
}): Promise<Record<Name, number[]>> {
  const names = Object.keys(works) as Name[];
  const runs = Object.fromEntries(names.map((name) => [name, [] as number[]])) as Record<
    Name,
    number[]
  >;
  for (let turn = 0; turn <= times; turn += 1) {
    for (const name of names) {
      const startedAt = performance.now();
      await works[name]();
      if (turn > 0) runs[name].push(performance.now() - startedAt);
    }
  }
  return runs;
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
