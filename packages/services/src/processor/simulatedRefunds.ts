import type { ProcessorPort, RefundAnswer, RefundRequest } from "./port.ts";
import type { SimulatedBehaviour } from "./simulator.ts";

/** A refund as a webhook would tell of it. */
export interface RefundReport {
  readonly request: RefundRequest;
  readonly reference: string;
  readonly refundedAt: string;
}

/** The half of the simulator that gives money back. */
export function simulatedRefunds({
  clock,
  behave,
  report,
}: {
  clock: () => string;
  behave: (request: RefundRequest) => SimulatedBehaviour;
  report: (report: RefundReport) => Promise<void> | void;
}): Pick<ProcessorPort, "refund" | "findRefund"> & { readonly refunds: readonly RefundReport[] } {
  const answers = new Map<string, RefundAnswer>();
  const refunds: RefundReport[] = [];
  const keyOf = ({ practiceId, idempotencyKey }: RefundRequest): string =>
    JSON.stringify([practiceId, idempotencyKey]);

  const refund = async (request: RefundRequest): Promise<RefundAnswer> => {
    const before = answers.get(keyOf(request));
    if (before !== undefined) return before;
    const behaviour = behave(request);
    if (behaviour === "time_out_before_charging") throw new Error("the request was lost");
    if (behaviour === "decline") {
      const declined = { kind: "declined", reason: "the card is closed" } as const;
      answers.set(keyOf(request), declined);
      return declined;
    }
    const reference = `simre_${request.practiceId}_${request.idempotencyKey}`;
    const made = { request, reference, refundedAt: clock() };
    refunds.push(made);
    answers.set(keyOf(request), { kind: "accepted", reference });
    if (behaviour === "time_out_after_charging") throw new Error("no answer in time");
    if (behaviour === "answer_twice") {
      await report(made);
      await report(made);
    }
    return { kind: "accepted", reference };
  };
  return {
    refund,
    findRefund: (request) => Promise.resolve(answers.get(keyOf(request)) ?? null),
    refunds,
  };
}
