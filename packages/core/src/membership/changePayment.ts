import type { PlainDate } from "../calendar/index.ts";
import { refuse, type Refusal } from "../explain/index.ts";
import { canAutopay } from "./attach.ts";
import type { PlannedAction } from "./planned.ts";
import type { Membership, PaymentSetup } from "./schema.ts";
import { statusOn } from "./status.ts";

/** Another payment method, mandate, consent or autopay; a new method needs a mandate of its own (MEM-1). */
export function changePayment({
  membership,
  payment,
  today,
}: {
  membership: Membership;
  payment: PaymentSetup;
  today: PlainDate;
}): PlannedAction | Refusal {
  if (statusOn({ membership, today }) === "Archived") {
    const reason = "The membership is Archived: nothing changes it any more (MEM-4).";
    return { ...refuse("MEM-4", reason, []), status: "Archived" };
  }
  if (payment.isAutopay && !canAutopay(payment.method)) {
    const reason = "Autopay works only with ACH, Direct Debit or card (MEM-1).";
    return refuse("MEM-1", reason, ["ach", "direct_debit", "card", "autopay off"]);
  }
  const isWaiting = payment.isAutopay && payment.mandateOn === null;
  return {
    kind: "planned",
    events: [{ kind: "payment_changed", payment }],
    creditDays: null,
    explain: {
      rule: "MEM-1",
      inputs: {
        method: payment.method,
        is_autopay: payment.isAutopay,
        mandate_on: payment.mandateOn,
      },
      arithmetic: `autopay ${payment.isAutopay ? "on" : "off"}, mandate ${payment.mandateOn ?? "none"}`,
      sentence: isWaiting
        ? "Autopay waits for a mandate and charges nothing until one is on record (MEM-1)."
        : `Autopay is ${payment.isAutopay ? "on" : "off"} (MEM-1).`,
    },
  };
}

/** Whether autopay may charge: wished, a method that can, and a dated mandate (MEM-1). */
export function isAutopayReady({ method, isAutopay, mandateOn }: PaymentSetup): boolean {
  return isAutopay && canAutopay(method) && mandateOn !== null;
}
