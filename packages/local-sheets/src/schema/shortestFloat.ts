/** A 32-bit float in as few digits as tell it apart. */
export function shortestFloat(number: number): number {
  const single = Math.fround(number);
  for (let digits = 6; digits < 9; digits += 1) {
    const short = Number(single.toPrecision(digits));
    if (Math.fround(short) === single) return short;
  }
  return Number(single.toPrecision(9));
}
