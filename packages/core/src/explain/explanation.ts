import * as z from "zod";

export const ExplanationValue = z.union([z.string(), z.number(), z.boolean(), z.null()]);
export type ExplanationValue = z.infer<typeof ExplanationValue>;

/** Why a computed date, status or amount is what it is (WHY-1). */
export const Explanation = z.object({
  /** The number of the rule that decided, such as START-1. */
  rule: z.string(),
  inputs: z.record(z.string(), ExplanationValue),
  /** The calculation on those inputs, such as '2026-05-31 + 1 day = 2026-06-01'. */
  arithmetic: z.string(),
  /** One plain sentence that ends with the rule's number. */
  sentence: z.string(),
});
export type Explanation = z.infer<typeof Explanation>;

/** A request the rules do not allow, with what they would allow instead. */
export type Refusal = {
  kind: "refused";
  rule: string;
  reason: string;
  allowed?: readonly string[];
  /** The present status of what the request is about, where it is the status that refuses. */
  status?: string;
};

export function refuse(rule: string, reason: string, allowed?: readonly string[]): Refusal {
  return allowed === undefined
    ? { kind: "refused", rule, reason }
    : { kind: "refused", rule, reason, allowed };
}
