/**
 * `amountMinor` x `numerator` / `denominator`, half a unit rounded up (CAL-6). Negative amounts round like their positive
 * counterpart, so that a credit takes back exactly what was billed. Throws RangeError on a denominator below 1 and on
 * anything but whole numbers.
 */
export function multiplyAndRound({
  amountMinor,
  numerator,
  denominator,
}: {
  amountMinor: number;
  numerator: number;
  denominator: number;
}): number {
  if (denominator < 1) throw new RangeError("a share needs a denominator of 1 or more");
  const product = amountMinor * numerator;
  if (!Number.isSafeInteger(product * 2)) {
    return roundLarge(BigInt(amountMinor) * BigInt(numerator), BigInt(denominator));
  }
  const magnitude = Math.abs(product);
  const rest = magnitude % denominator;
  const whole = (magnitude - rest) / denominator + (rest * 2 >= denominator ? 1 : 0);
  return product < 0 && whole !== 0 ? -whole : whole;
}

function roundLarge(product: bigint, denominator: bigint): number {
  const magnitude = product < 0n ? -product : product;
  const whole = (magnitude * 2n + denominator) / (denominator * 2n);
  const rounded = Number(product < 0n ? -whole : whole);
  if (!Number.isSafeInteger(rounded)) throw new RangeError("the amount is too large");
  return rounded;
}

/** The part of a price that `daysUsed` of a full cycle of `daysInPeriod` days cost; both ends counted (CAL-6). */
export function prorate({
  priceMinor,
  daysUsed,
  daysInPeriod,
}: {
  priceMinor: number;
  daysUsed: number;
  daysInPeriod: number;
}): number {
  if (daysUsed < 0 || daysUsed > daysInPeriod) {
    throw new RangeError(`${daysUsed} days are not part of a period of ${daysInPeriod}`);
  }
  return multiplyAndRound({
    amountMinor: priceMinor,
    numerator: daysUsed,
    denominator: daysInPeriod,
  });
}
