import type { ProcessorPort, Processors } from "./port.ts";
import { createStripeProcessor, type StripeServer } from "./stripe.ts";

/** The secret key of a practice's Stripe account. */
export type StripeKeys = (practiceId: string) => string | undefined;

/**
 * Reads `PRACTICE_ID=sk_...` pairs, separated by spaces or commas. They stay in the environment and never reach the
 * database. @throws RangeError that names no key
 */
export function readStripeKeys(text: string): StripeKeys {
  const keys = new Map<string, string>();
  for (const pair of text.split(/[\s,]+/).filter((part) => part !== "")) {
    const [, practiceId, key] = /^(pra_\w+)=([rs]k_(?:live|test)_\S+)$/.exec(pair) ?? [];
    if (practiceId === undefined || key === undefined)
      throw new RangeError("must be pairs such as pra_01jy...=sk_live_..., separated by spaces");
    keys.set(practiceId, key);
  }
  return (practiceId) => keys.get(practiceId);
}

/**
 * Stripe where a key is configured, never a live one for a test practice nor a test one for a real practice; the simulator
 * for test practices without a key.
 */
export function createProcessors({
  stripeKeys = () => undefined,
  stripeServer,
  simulator,
}: {
  stripeKeys?: StripeKeys;
  stripeServer?: StripeServer;
  simulator?: ProcessorPort;
} = {}): Processors {
  const opened = new Map<string, ProcessorPort>();
  const openStripe = (practiceId: string, secretKey: string): ProcessorPort => {
    const processor =
      opened.get(practiceId) ??
      createStripeProcessor({ secretKey, ...(stripeServer && { server: stripeServer }) });
    opened.set(practiceId, processor);
    return processor;
  };
  return ({ practiceId, isTest }) => {
    const key = stripeKeys(practiceId);
    if (key === undefined && isTest && simulator !== undefined)
      return { kind: "ready", name: "simulator", processor: simulator };
    if (key === undefined) {
      const wanted = isTest ? "sk_test_" : "sk_live_";
      const reason = `No processor is set up for this practice: add ${practiceId}=${wanted}... to STRIPE_SECRET_KEYS and start Rollbook again.`;
      return { kind: "missing", reason };
    }
    const isTestKey = /^[rs]k_test_/.test(key);
    if (isTestKey === isTest)
      return { kind: "ready", name: "stripe", processor: openStripe(practiceId, key) };
    const reason = isTest
      ? "This is a test practice, and the key in STRIPE_SECRET_KEYS is a live one: give it the account's test key."
      : "The key in STRIPE_SECRET_KEYS is a test key, by which no money moves: give this practice the account's live key.";
    return { kind: "missing", reason };
  };
}

/** One processor for every practice. */
export function always(processor: ProcessorPort): Processors {
  return () => ({ kind: "ready", name: "simulator", processor });
}
