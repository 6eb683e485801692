import type { PlainDate } from "../calendar/index.ts";
import type { ComputedKey } from "./layout.ts";
import { viewMembership } from "./membershipView.ts";
import type { ComputedValues, KnownMembership, MembershipFacts } from "./syncState.ts";

export const emptyComputed: ComputedValues = {
  start_date: null,
  status: null,
  next_charge_date: null,
  next_charge_amount: null,
  invoices: null,
  balance: null,
  needs_attention: null,
};

export const computedKeys = Object.keys(emptyComputed) as ComputedKey[];

export function computedCells(input: {
  facts: MembershipFacts | null;
  known: KnownMembership | null;
  today: PlainDate;
  attention: string | null;
}): Record<ComputedKey, string | number | null> {
  const { facts, known } = input;
  if (facts === null) return { ...emptyComputed, needs_attention: input.attention };
  const view = viewMembership({ facts, today: input.today });
  const issued = known?.issuedInvoices ?? 0;
  return {
    start_date: view.startDate,
    status: view.status,
    next_charge_date: view.nextChargeDate,
    next_charge_amount: view.nextChargeMinor,
    invoices: issued === 0 ? null : issued,
    balance: issued === 0 ? null : (known?.balanceMinor ?? null),
    needs_attention: input.attention,
  };
}

export function sameCells(a: ComputedValues, b: ComputedValues): boolean {
  for (const key of computedKeys) if (a[key] !== b[key]) return false;
  return true;
}
