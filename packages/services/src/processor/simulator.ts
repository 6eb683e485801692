import type { ChargeAnswer, ChargeRequest, ProcessorPort, RefundRequest } from "./port.ts";
import { simulatedRefunds, type RefundReport } from "./simulatedRefunds.ts";

export type SimulatedBehaviour =
  | "accept"
  | "decline"
  /** Takes the money, and the answer never arrives. */
  | "time_out_after_charging"
  /** The request is lost before it arrives. */
  | "time_out_before_charging"
  /** Accepts, and reports the payment two more times. */
  | "answer_twice";

/** What a processor tells by itself, as a webhook would. */
export interface ProcessorReport {
  readonly request: ChargeRequest;
  readonly reference: string;
  readonly chargedAt: string;
}

export interface ProcessorSimulator extends ProcessorPort {
  /** Every charge that was made, in order: the money taken. */
  readonly charges: readonly ProcessorReport[];
  /** Every refund that was made, in order: the money given back. */
  readonly refunds: readonly RefundReport[];
  /** How often it was asked, charges or not. */
  readonly requestCount: number;
}

/** A processor that keeps its charges and refunds in memory and behaves as it is told. */
export function createProcessorSimulator({
  clock,
  behave = () => "accept",
  report = () => undefined,
  behaveOnRefund = () => "accept",
  reportRefund = () => undefined,
}: {
  clock: () => string;
  behave?: (request: ChargeRequest) => SimulatedBehaviour;
  report?: (report: ProcessorReport) => Promise<void> | void;
  behaveOnRefund?: (request: RefundRequest) => SimulatedBehaviour;
  reportRefund?: (report: RefundReport) => Promise<void> | void;
}): ProcessorSimulator {
  const answers = new Map<string, ChargeAnswer>();
  const charges: ProcessorReport[] = [];
  let requestCount = 0;

  const take = (request: ChargeRequest): ProcessorReport => {
    const reference = `sim_${request.practiceId}_${request.idempotencyKey}`;
    const charge = { request, reference, chargedAt: clock() };
    charges.push(charge);
    answers.set(keyOf(request), { kind: "accepted", reference, chargedAt: charge.chargedAt });
    return charge;
  };

  const charge = async (request: ChargeRequest): Promise<ChargeAnswer> => {
    requestCount += 1;
    const before = answers.get(keyOf(request));
    if (before !== undefined) return before;
    const behaviour = behave(request);
    if (behaviour === "time_out_before_charging") throw new Error("the request was lost");
    if (behaviour === "decline") {
      const declined = { kind: "declined", reason: "insufficient funds" } as const;
      answers.set(keyOf(request), declined);
      return declined;
    }
    const { reference, chargedAt } = take(request);
    if (behaviour === "time_out_after_charging") throw new Error("no answer in time");
    if (behaviour === "answer_twice") {
      await report({ request, reference, chargedAt });
      await report({ request, reference, chargedAt });
    }
    return { kind: "accepted", reference, chargedAt };
  };

  return {
    ...simulatedRefunds({ clock, behave: behaveOnRefund, report: reportRefund }),
    charge,
    findCharge: (key) => Promise.resolve(answers.get(keyOf(key)) ?? null),
    charges,
    get requestCount() {
      return requestCount;
    },
  };
}

function keyOf({
  practiceId,
  idempotencyKey,
}: Pick<ChargeRequest, "practiceId" | "idempotencyKey">) {
  return JSON.stringify([practiceId, idempotencyKey]);
}
