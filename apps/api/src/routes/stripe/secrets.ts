/** The signing secrets of a practice's endpoint at Stripe; two while one takes the other's place. */
export type StripeSecrets = (practiceId: string) => readonly string[];

/**
 * Reads `PRACTICE_ID=whsec_...` pairs, separated by spaces or commas. They stay in the environment and never reach the
 * database. @throws RangeError that names no secret
 */
export function readStripeSecrets(text: string): StripeSecrets {
  const secrets = new Map<string, string[]>();
  for (const pair of text.split(/[\s,]+/).filter((part) => part !== "")) {
    const [, practiceId, secret] = /^(pra_\w+)=(whsec_\S+)$/.exec(pair) ?? [];
    if (practiceId === undefined || secret === undefined)
      throw new RangeError("must be pairs such as pra_01jy...=whsec_..., separated by spaces");
    secrets.set(practiceId, [...(secrets.get(practiceId) ?? []), secret]);
  }
  return (practiceId) => secrets.get(practiceId) ?? [];
}
