import type { Transaction } from "../connection/openDatabase.ts";
import { mine } from "../entity/entityTable.ts";

export interface InvoiceLineRecord {
  readonly id: string;
  readonly invoiceId: string;
  /** 1 is the first. */
  readonly position: number;
  readonly membershipId: string | null;
  readonly patientId: string | null;
  readonly planId: string | null;
  readonly chargeKind: "base" | "add_on" | "enrollment_fee" | "other";
  readonly description: string;
  readonly periodStart: string | null;
  readonly periodEnd: string | null;
  readonly quantity: number;
  readonly priceMinor: number;
  readonly netMinor: number;
  readonly taxMinor: number;
  readonly totalMinor: number;
  /** The full cycle that the price is for. */
  readonly cycleStart: string | null;
  readonly cycleEnd: string | null;
  readonly daysUsed: number | null;
  readonly daysInCycle: number | null;
  readonly priceBasis: "own" | "contract" | "plan" | "manual" | null;
  /** core's Tax; null: none. */
  readonly tax: unknown;
  readonly healthcode: string | null;
  readonly creditsLineId: string | null;
}

/** The days a line bills for one patient; both ends are included. */
export interface InvoiceClaimRecord {
  readonly lineId: string;
  readonly patientId: string;
  readonly membershipId: string | null;
  readonly chargeKind: "base" | "add_on" | "enrollment_fee";
  readonly start: string;
  readonly end: string;
  readonly isLive: boolean;
}

export async function insertInvoiceLines(
  tx: Transaction,
  practiceId: string,
  lines: readonly InvoiceLineRecord[],
): Promise<void> {
  if (lines.length === 0) return;
  const column = <Value>(pick: (line: InvoiceLineRecord) => Value) => lines.map(pick);
  await tx`
    insert into invoice_line (practice_id, id, invoice_id, position, membership_id, patient_id, plan_id, charge_kind,
      description, period_start, period_end, quantity, price_minor, net_minor, tax_minor, total_minor,
      cycle_start, cycle_end, days_used, days_in_cycle, price_basis, tax, healthcode, credits_line_id)
    select ${practiceId}, l.id, l.invoice_id, l.position, l.membership_id, l.patient_id, l.plan_id, l.charge_kind,
      l.description, l.period_start, l.period_end, l.quantity, l.price_minor, l.net_minor, l.tax_minor, l.total_minor,
      l.cycle_start, l.cycle_end, l.days_used, l.days_in_cycle, l.price_basis, l.tax::jsonb, l.healthcode,
      l.credits_line_id
    from unnest(
      ${column((l) => l.id)}::text[], ${column((l) => l.invoiceId)}::text[], ${column((l) => l.position)}::int[],
      ${column((l) => l.membershipId)}::text[], ${column((l) => l.patientId)}::text[],
      ${column((l) => l.planId)}::text[], ${column((l) => l.chargeKind)}::text[],
      ${column((l) => l.description)}::text[], ${column((l) => l.periodStart)}::date[],
      ${column((l) => l.periodEnd)}::date[], ${column((l) => l.quantity)}::int[],
      ${column((l) => l.priceMinor)}::bigint[], ${column((l) => l.netMinor)}::bigint[],
      ${column((l) => l.taxMinor)}::bigint[], ${column((l) => l.totalMinor)}::bigint[],
      ${column((l) => l.cycleStart)}::date[], ${column((l) => l.cycleEnd)}::date[],
      ${column((l) => l.daysUsed)}::int[], ${column((l) => l.daysInCycle)}::int[],
      ${column((l) => l.priceBasis)}::text[], ${column((l) => (l.tax === null ? null : JSON.stringify(l.tax)))}::text[],
      ${column((l) => l.healthcode)}::text[], ${column((l) => l.creditsLineId)}::text[]
    ) as l (id, invoice_id, position, membership_id, patient_id, plan_id, charge_kind, description, period_start,
      period_end, quantity, price_minor, net_minor, tax_minor, total_minor, cycle_start, cycle_end, days_used, days_in_cycle, price_basis,
      tax, healthcode, credits_line_id)`;
}

export async function insertInvoiceClaims(
  tx: Transaction,
  practiceId: string,
  claims: readonly InvoiceClaimRecord[],
): Promise<void> {
  if (claims.length === 0) return;
  const column = <Value>(pick: (claim: InvoiceClaimRecord) => Value) => claims.map(pick);
  await tx`
    insert into invoice_claim (practice_id, line_id, patient_id, membership_id, charge_kind, days, is_live)
    select ${practiceId}, c.line_id, c.patient_id, c.membership_id, c.charge_kind,
      daterange(c.first_day, c.last_day, '[]'), c.is_live
    from unnest(
      ${column((c) => c.lineId)}::text[], ${column((c) => c.patientId)}::text[],
      ${column((c) => c.membershipId)}::text[], ${column((c) => c.chargeKind)}::text[],
      ${column((c) => c.start)}::date[], ${column((c) => c.end)}::date[], ${column((c) => String(c.isLive))}::text[]::boolean[]
    ) as c (line_id, patient_id, membership_id, charge_kind, first_day, last_day, is_live)`;
}

export async function listInvoiceLines(
  tx: Transaction,
  { invoiceIds }: { invoiceIds: readonly string[] },
): Promise<readonly InvoiceLineRecord[]> {
  return tx<InvoiceLineRecord[]>`
    select ${lineColumns(tx)}
    from invoice_line where ${mine(tx)} and invoice_id = any(${[...invoiceIds]}::text[])
    order by invoice_id, position`;
}

/** Lines of credit notes, which are never voided, by the lines they credit. */
export async function listCreditsOf(
  tx: Transaction,
  { lineIds }: { lineIds: readonly string[] },
): Promise<readonly InvoiceLineRecord[]> {
  return tx<InvoiceLineRecord[]>`
    select ${lineColumns(tx)} from invoice_line
    where ${mine(tx)} and credits_line_id = any(${[...lineIds]}::text[])
    order by id`;
}

function lineColumns(tx: Transaction) {
  return tx`id, invoice_id as "invoiceId", position, membership_id as "membershipId", patient_id as "patientId",
    plan_id as "planId", charge_kind as "chargeKind", description, period_start as "periodStart",
    period_end as "periodEnd", quantity, price_minor as "priceMinor", net_minor as "netMinor",
    tax_minor as "taxMinor", total_minor as "totalMinor", cycle_start as "cycleStart", cycle_end as "cycleEnd",
    days_used as "daysUsed", days_in_cycle as "daysInCycle", price_basis as "priceBasis", tax, healthcode,
    credits_line_id as "creditsLineId"`;
}

/** The claims of these lines cease: their days are free. */
export async function endClaims(
  tx: Transaction,
  { lineIds }: { lineIds: readonly string[] },
): Promise<void> {
  await tx`
    update invoice_claim set is_live = false
    where ${mine(tx)} and line_id = any(${[...lineIds]}::text[]) and is_live`;
}

/** Ends claims and puts what is left of them in their place. */
export async function replaceClaims(
  tx: Transaction,
  practiceId: string,
  { ended, live }: { ended: readonly InvoiceClaimRecord[]; live: readonly InvoiceClaimRecord[] },
): Promise<void> {
  if (ended.length === 0) return;
  const column = <Value>(pick: (claim: InvoiceClaimRecord) => Value) => ended.map(pick);
  await tx`
    update invoice_claim c set is_live = false
    from unnest(${column((e) => e.lineId)}::text[], ${column((e) => e.patientId)}::text[],
      ${column((e) => e.start)}::date[], ${column((e) => e.end)}::date[]) as e (line_id, patient_id, first_day, last_day)
    where c.practice_id = ${practiceId} and c.line_id = e.line_id and c.patient_id = e.patient_id
      and c.days = daterange(e.first_day, e.last_day, '[]')`;
  await insertInvoiceClaims(tx, practiceId, live);
}

export async function listInvoiceClaims(
  tx: Transaction,
  { lineIds }: { lineIds: readonly string[] },
): Promise<readonly InvoiceClaimRecord[]> {
  return tx<InvoiceClaimRecord[]>`
    select line_id as "lineId", patient_id as "patientId", membership_id as "membershipId",
      charge_kind as "chargeKind", lower(days) as start, upper(days) - 1 as end, is_live as "isLive"
    from invoice_claim where ${mine(tx)} and line_id = any(${[...lineIds]}::text[])
    order by line_id, patient_id`;
}
