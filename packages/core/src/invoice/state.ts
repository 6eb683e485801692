import type { PlainDate } from "../calendar/index.ts";
import { listInWords, refuse, type Refusal } from "../explain/index.ts";
import type { InvoiceStatus } from "./schema.ts";

export type InvoiceAmounts = { totalMinor: number; paidMinor: number; creditedMinor: number };

/** What an issued invoice is after payments and credits; an invoice over nothing is paid at once (INV-7). */
export function statusAfterPayments({
  totalMinor,
  paidMinor,
  creditedMinor,
}: InvoiceAmounts): "issued" | "partially_paid" | "paid" {
  const settledMinor = paidMinor + creditedMinor;
  if (settledMinor >= totalMinor) return "paid";
  return settledMinor > 0 ? "partially_paid" : "issued";
}

/** Overdue is never stored: open, and due before today (INV-7). */
export function isOverdue({
  status,
  dueOn,
  today,
}: {
  status: InvoiceStatus;
  dueOn: PlainDate | null;
  today: PlainDate;
}): boolean {
  return (status === "issued" || status === "partially_paid") && dueOn !== null && dueOn < today;
}

export type InvoiceAction =
  | "edit"
  | "issue"
  | "discard"
  | "send"
  | "pay"
  | "credit"
  | "void"
  | "mark_bad_debt"
  | "reopen";

const allowedByStatus = {
  draft: ["edit", "issue", "discard"],
  issued: ["send", "pay", "credit", "void", "mark_bad_debt"],
  partially_paid: ["send", "pay", "credit", "mark_bad_debt"],
  paid: ["send", "credit"],
  bad_debt: ["send", "pay", "reopen"],
  voided: [],
} as const satisfies Record<InvoiceStatus, readonly InvoiceAction[]>;

const statusInWords = {
  draft: "a draft",
  issued: "issued",
  partially_paid: "partially paid",
  paid: "paid",
  bad_debt: "bad debt",
  voided: "voided",
} as const satisfies Record<InvoiceStatus, string>;

export function invoiceActionsAllowed(status: InvoiceStatus): readonly InvoiceAction[] {
  return allowedByStatus[status];
}

/** The refusal when an invoice of this status does not allow `action`; null when it does (INV-7). */
export function invoiceRefusal({
  action,
  status,
}: {
  action: InvoiceAction;
  status: InvoiceStatus;
}): Refusal | null {
  const allowed: readonly InvoiceAction[] = allowedByStatus[status];
  if (allowed.includes(action)) return null;
  const because = reasonOf(action, status);
  const names = allowed.map((one) => one.replaceAll("_", " "));
  const instead =
    names.length === 0 ? "Nothing changes it any more" : `Allowed: ${listInWords(names, "or")}`;
  const reason = `The invoice is ${statusInWords[status]}: ${because}. ${instead} (INV-7).`;
  return { ...refuse("INV-7", reason, allowed), status };
}

function reasonOf(action: InvoiceAction, status: InvoiceStatus): string {
  if (action === "edit" && status !== "draft") {
    return "issued lines never change; correct them with a credit note";
  }
  if (action === "void" && (status === "partially_paid" || status === "paid")) {
    return "take its payments off first, or credit it";
  }
  return `${action.replaceAll("_", " ")} is not possible`;
}
