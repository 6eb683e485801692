import { refuse, type Refusal } from "../explain/index.ts";
import type { PaymentsMigration } from "./schema.ts";

export type FrozenAct =
  | "record_payment"
  | "allocate"
  | "auto_allocate"
  | "refund"
  | "correct"
  | "hand_over"
  | "autopay"
  | "billing_run";

const actInWords = {
  record_payment: "Recording payments",
  allocate: "Allocating",
  auto_allocate: "Auto-allocation",
  refund: "Refunding",
  correct: "Correcting payments",
  hand_over: "Changing what the earlier system holds",
  autopay: "Autopay",
  billing_run: "The billing run",
} as const satisfies Record<FrozenAct, string>;

/** While payments move, nothing else moves them: the reason and the expected end; null when there is no freeze (MIG-5). */
export function freezeRefusal({
  migration,
  act,
}: {
  migration: PaymentsMigration;
  act: FrozenAct;
}): Refusal | null {
  if (migration.state !== "in_progress") return null;
  const { expectedEndAt } = migration;
  const verb = act === "autopay" || act === "billing_run" ? "pauses" : "is not possible";
  const reason = `${actInWords[act]} ${verb} while the payments of the practice move; expected to end at ${expectedEndAt} (MIG-5).`;
  return refuse("MIG-5", reason, [expectedEndAt]);
}

export type ProcessorPaymentFate = "post_here" | "wait" | "post_to_earlier_system";

/** Where a payment that the processor reports goes: it waits during the run and is then posted once (MIG-6). */
export function fateOfProcessorPayment({ state }: PaymentsMigration): ProcessorPaymentFate {
  switch (state) {
    case "active":
      return "post_here";
    case "in_progress":
      return "wait";
    case "migrate":
    case "queued":
    case "error":
      return "post_to_earlier_system";
  }
}
