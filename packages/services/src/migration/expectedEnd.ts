/** Half a millisecond a payment was measured on a small, busy machine; as much again for a slower one. */
const perPaymentMs = 1;
const atLeastMs = 60_000;

/** How long a run is expected to last; the end is told while nothing can be recorded. */
export function expectedMs(paymentCount: number): number {
  return Math.max(atLeastMs, paymentCount * perPaymentMs);
}

export function expectedEndOf(input: { startedAt: string; paymentCount: number }): string {
  return new Date(Date.parse(input.startedAt) + expectedMs(input.paymentCount)).toISOString();
}
