import type { PlainDate } from "@rollbook/core/calendar";
import { planBadDebt } from "@rollbook/core/payment";
import { insertBadDebtAct, listBadDebtActs } from "@rollbook/db/badDebt";
import type { InvoiceRecord } from "@rollbook/db/invoice";
import { listLockedMonths } from "@rollbook/db/payment";
import { refused, type Given } from "../run/index.ts";

type Amounts = Pick<
  InvoiceRecord,
  "id" | "status" | "issuedOn" | "totalMinor" | "paidMinor" | "creditedMinor"
>;

function askedOf({ totalMinor, paidMinor, creditedMinor }: Amounts): number {
  return totalMinor - paidMinor - creditedMinor;
}

function posting({ practice, instant, context }: Given) {
  return { practiceId: practice.practiceId, at: instant, by: context.actor.id };
}

/** Posts what an invoice still asks for as bad debt, or takes it back (PAY-14). @throws ServiceError refused */
export async function postBadDebt(
  given: Given,
  invoice: Amounts,
  { action, on }: { action: "write_off" | "reopen"; on: PlainDate },
): Promise<void> {
  const acts = await listBadDebtActs(given.tx, { invoiceId: invoice.id });
  const planned = planBadDebt({
    action,
    askedMinor: askedOf(invoice),
    issuedOn: invoice.issuedOn as PlainDate,
    lastActOn: (acts.at(-1)?.on ?? null) as PlainDate | null,
    on,
    today: given.today,
    lockedMonths: await listLockedMonths(given.tx),
  });
  if (planned.kind === "refused") throw refused(planned);
  if (planned.amountMinor === 0) return;
  await insertBadDebtAct(given.tx, posting(given), {
    invoiceId: invoice.id,
    on: planned.on,
    amountMinor: planned.amountMinor,
    cause: action === "reopen" ? "reopened" : "written_off",
  });
}

/** A credit on an invoice that is written off takes that part back (PAY-14). */
export async function takeBackCredited(
  given: Given,
  { invoice, creditedMinor }: { invoice: Amounts; creditedMinor: number },
): Promise<void> {
  const amountMinor = Math.min(askedOf(invoice), creditedMinor);
  if (invoice.status !== "bad_debt" || amountMinor <= 0) return;
  await insertBadDebtAct(given.tx, posting(given), {
    invoiceId: invoice.id,
    on: given.today,
    amountMinor: -amountMinor,
    cause: "credited",
  });
}
