export function stripeErrorType(error: unknown): string {
  return error instanceof Error && "type" in error ? String(error.type) : "";
}

/** What Stripe refused. @throws whatever else happened: what was asked may have been done all the same */
export function refusedBy(error: unknown): Error {
  const type = stripeErrorType(error);
  const isRefused = type === "StripeCardError" || type === "StripeInvalidRequestError";
  if (!isRefused || !(error instanceof Error)) throw error;
  return error;
}
