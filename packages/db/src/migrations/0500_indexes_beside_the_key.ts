/**
 * Every index begins with the practice, so on a table that was never analysed each of them costs the planner as much as the
 * primary key, and of equals the youngest wins: a look-up by id, of a foreign key's check for instance, read all rows of the
 * practice (130 microseconds instead of 10 with 100 invoices, and more with each). An index that says which column it is for
 * (`is not null`) is no candidate for a look-up that does not name the column, and has no entry for the rows without one.
 */
const beside: readonly {
  readonly name: string;
  readonly on: string;
  readonly needs: string;
  readonly isUnique?: true;
}[] = [
  ...["employer", "household", "invoice", "membership", "patient", "plan", "appointment_type"].map(
    (table) =>
      ({
        name: `${table}_external_id`,
        on: `${table} (practice_id, external_id)`,
        needs: "external_id",
        isUnique: true,
      }) as const,
  ),
  { name: "patient_employer", on: "patient (practice_id, employer_id)", needs: "employer_id" },
  { name: "patient_household", on: "patient (practice_id, household_id)", needs: "household_id" },
  { name: "membership_patient", on: "membership (practice_id, patient_id)", needs: "patient_id" },
  {
    name: "membership_payer",
    on: "membership (practice_id, payer_kind, payer_id)",
    needs: "payer_id",
  },
  { name: "membership_plan", on: "membership (practice_id, plan_id)", needs: "plan_id" },
  {
    name: "invoice_number",
    on: "invoice (practice_id, number)",
    needs: "number",
    isUnique: true,
  },
  { name: "invoice_issued", on: "invoice (practice_id, issued_on)", needs: "issued_on" },
  { name: "invoice_payer", on: "invoice (practice_id, payer_kind, payer_id)", needs: "payer_id" },
  {
    name: "invoice_line_position",
    on: "invoice_line (practice_id, invoice_id, position)",
    needs: "invoice_id",
    isUnique: true,
  },
  {
    name: "invoice_line_membership",
    on: "invoice_line (practice_id, membership_id)",
    needs: "membership_id",
  },
  {
    name: "invoice_line_credits",
    on: "invoice_line (practice_id, credits_line_id)",
    needs: "credits_line_id",
  },
  {
    name: "invoice_claim_patient",
    on: "invoice_claim (practice_id, patient_id)",
    needs: "patient_id",
  },
  {
    name: "payment_once_by_processor",
    on: "payment (practice_id, processor_reference)",
    needs: "processor_reference",
    isUnique: true,
  },
  { name: "payment_payer", on: "payment (practice_id, payer_kind, payer_id)", needs: "payer_id" },
  {
    name: "payment_allocation_invoice",
    on: "payment_allocation (practice_id, invoice_id)",
    needs: "invoice_id",
  },
  {
    name: "payment_allocation_payment",
    on: "payment_allocation (practice_id, payment_id)",
    needs: "payment_id",
  },
  {
    name: "payment_allocation_reversed_once",
    on: "payment_allocation (practice_id, reverses)",
    needs: "reverses",
    isUnique: true,
  },
  {
    name: "roster_run_by_time",
    on: "roster_run (practice_id, roster_id, started_at desc)",
    needs: "roster_id",
  },
  {
    name: "roster_row_by_membership",
    on: "roster_row (practice_id, membership_id)",
    needs: "membership_id",
  },
  {
    name: "roster_row_by_patient",
    on: "roster_row (practice_id, patient_id)",
    needs: "patient_id",
  },
  {
    name: "audit_event_by_entity",
    on: "audit_event (practice_id, entity_id, at)",
    needs: "entity_id",
  },
];

const madeAgain = beside.map(
  ({ name, on, needs, isUnique }) => `
drop index if exists ${name};
create ${isUnique === true ? "unique index" : "index"} ${name} on ${on} where ${needs} is not null;`,
);

export const indexesBesideTheKeyStatements = `
drop index patient_name;
${madeAgain.join("")}
`;
