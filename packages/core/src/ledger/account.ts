import type { ChargeKind } from "../invoice/index.ts";
import type { PaymentMethod } from "../membership/index.ts";

/** What is owed to the practice for issued, unpaid invoices (LED-2). */
export const receivable = "assets:receivable";
/** Money of payers that pays no invoice yet (LED-3). */
export const unallocated = "liabilities:unallocated";
export const taxOwed = "liabilities:tax";
export const badDebt = "expenses:bad-debt";
/** The other side of everything taken over from before. */
export const openingEquity = "equity:opening";

const income = {
  base: "income:membership",
  add_on: "income:add-on",
  enrollment_fee: "income:enrollment-fee",
} as const satisfies Record<ChargeKind, string>;

const money = {
  cash: "assets:cash",
  check: "assets:bank:check",
  ach: "assets:bank:ach",
  direct_debit: "assets:bank:direct-debit",
  card: "assets:processor:card",
  other: "assets:other",
} as const satisfies Record<PaymentMethod, string>;

export const otherIncome = "income:service";

export function incomeAccount(kind: ChargeKind | "service"): string {
  return kind === "service" ? otherIncome : income[kind];
}

export function moneyAccount(method: PaymentMethod): string {
  return money[method];
}
