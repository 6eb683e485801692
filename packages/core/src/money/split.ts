/**
 * Shares of `totalMinor` in proportion to whole-number `weights`: each rounded down, the units left over given to the
 * largest remainders, the first of equals first (MONEY-3). The shares add up to the total exactly. Throws RangeError
 * without a positive weight.
 */
export function splitByLargestRemainder({
  totalMinor,
  weights,
}: {
  totalMinor: number;
  weights: readonly number[];
}): number[] {
  const sum = weights.reduce((total, weight) => total + BigInt(weight), 0n);
  if (sum <= 0n || weights.some((weight) => weight < 0)) {
    throw new RangeError("a split needs weights of 0 or more, and one above 0");
  }
  const magnitude = BigInt(Math.abs(totalMinor));
  const parts = weights.map((weight, index) => {
    const product = magnitude * BigInt(weight);
    return { index, whole: product / sum, rest: product % sum };
  });
  const shares = parts.map(({ whole }) => Number(whole));
  let left = Number(magnitude - parts.reduce((total, { whole }) => total + whole, 0n));
  const byRest = parts.toSorted(
    (one, other) => Number(other.rest - one.rest) || one.index - other.index,
  );
  for (const { index } of byRest) {
    if (left === 0) break;
    shares[index] = (shares[index] ?? 0) + 1;
    left -= 1;
  }
  return totalMinor < 0 ? shares.map((share) => (share === 0 ? 0 : -share)) : shares;
}
