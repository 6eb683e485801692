/** Stripe counts these in hundredths although ISO 4217 gives them none. */
const inHundredths = new Set(["ISK", "UGX"]);
/** Stripe counts these whole although ISO 4217 gives them two digits. */
const whole = new Set(["MGA"]);
/** Stripe takes three digits of these, of which the last is 0. */
const inTens = new Set(["BHD", "JOD", "KWD", "OMR", "TND"]);

export interface StripeMoney {
  readonly amount: number;
  /** In lower case. */
  readonly currency: string;
}

/** An amount as Stripe counts it; null where Stripe cannot take it to the smallest unit. */
export function toStripeMoney({
  amountMinor,
  currency,
}: {
  amountMinor: number;
  currency: string;
}): StripeMoney | null {
  const lower = currency.toLowerCase();
  if (inHundredths.has(currency)) return { amount: amountMinor * 100, currency: lower };
  if (whole.has(currency))
    return amountMinor % 100 === 0 ? { amount: amountMinor / 100, currency: lower } : null;
  if (inTens.has(currency) && amountMinor % 10 !== 0) return null;
  return { amount: amountMinor, currency: lower };
}

/** An amount of Stripe in ISO 4217 minor units. */
export function fromStripeMoney({ amount, currency }: StripeMoney): {
  amountMinor: number;
  currency: string;
} {
  const code = currency.toUpperCase();
  if (inHundredths.has(code)) return { currency: code, amountMinor: amount / 100 };
  if (whole.has(code)) return { currency: code, amountMinor: amount * 100 };
  return { currency: code, amountMinor: amount };
}
