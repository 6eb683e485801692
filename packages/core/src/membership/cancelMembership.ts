import { countDays, type PlainDate } from "../calendar/index.ts";
import { dateInWords, refuse, type Refusal } from "../explain/index.ts";
import { refusalOf } from "./actions.ts";
import type { PlannedAction } from "./planned.ts";
import type { Membership } from "./schema.ts";
import { lastBilledDay, unusedByEnd } from "./terms.ts";

/** Ends a membership with its last day, which counts as used, and a reason (MEM-9). */
export function cancelMembership({
  membership,
  endDate,
  reason,
  isLastInvoiceAdjusted,
  today,
}: {
  membership: Membership;
  /** Null is a request without a date, such as an unticked "membership active": it is refused with the question. */
  endDate: PlainDate | null;
  reason: string;
  isLastInvoiceAdjusted: boolean;
  today: PlainDate;
}): PlannedAction | Refusal {
  const refusal = refusalOf({ action: "cancel", membership, today });
  if (refusal !== null) return refusal;
  if (endDate === null) {
    return refuse("MEM-9", "Ended on which day? A membership ends with a date (MEM-9).", [
      "end_date",
    ]);
  }
  if (reason.trim() === "") {
    return refuse("MEM-9", "A cancellation needs a reason (MEM-9).", ["reason"]);
  }
  const last = lastBilledDay(membership);
  const others = othersLeft(membership);
  const creditDays = unusedByEnd({ ...membership, endDate, isLastInvoiceAdjusted });
  return {
    kind: "planned",
    events: [
      { kind: "ended", endDate, reason, isLastInvoiceAdjusted },
      ...(creditDays === null ? [] : [{ kind: "freed" as const, period: creditDays }]),
    ],
    creditDays,
    explain: {
      rule: "MEM-9",
      inputs: {
        end_date: endDate,
        last_billed_day: last,
        is_last_invoice_adjusted: isLastInvoiceAdjusted,
      },
      arithmetic:
        creditDays === null
          ? "no billed days after the end to credit"
          : `${creditDays.start} to ${creditDays.end} = ${countDays(creditDays)} days`,
      sentence:
        creditDays === null
          ? `Ends after ${dateInWords(endDate)}; nothing is credited${others} (MEM-9).`
          : `Ends after ${dateInWords(endDate)}; ${countDays(creditDays)} billed days, through ${dateInWords(creditDays.end)}, are credited${others} (MEM-9).`,
    },
  };
}

/** A family price ends with the membership that pays it; what becomes of those it covered is chosen beside (MEM-13). */
function othersLeft({ alsoCovers }: Membership): string {
  if (alsoCovers.length === 0) return "";
  const others = alsoCovers.length === 1 ? "1 other person" : `${alsoCovers.length} other people`;
  return `; it covered ${others}`;
}

/** Takes back an end that lies ahead. Days credited for it are billed again by the next run. */
export function withdrawCancellation({
  membership,
  today,
}: {
  membership: Membership;
  today: PlainDate;
}): PlannedAction | Refusal {
  const refusal = refusalOf({ action: "withdraw_cancellation", membership, today });
  if (refusal !== null) return refusal;
  return {
    kind: "planned",
    events: [{ kind: "end_withdrawn" }],
    creditDays: null,
    explain: {
      rule: "MEM-9",
      inputs: { end_date: membership.endDate, today },
      arithmetic: `${membership.endDate} >= ${today}`,
      sentence: "The end lies ahead and is withdrawn; the membership goes on (MEM-9).",
    },
  };
}
