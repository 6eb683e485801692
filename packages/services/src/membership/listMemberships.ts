import { Status } from "@rollbook/core/membership";
import type { Transaction } from "@rollbook/db";
import * as z from "zod";
import { asPage, defineVerb, ListInput } from "../run/index.ts";
import { membershipKind, viewOf } from "../membershipState/index.ts";

export const MembershipFilters = z.strictObject({
  status: z.array(Status).min(1).optional(),
  /** Active or paused. */
  isActive: z.boolean().optional(),
  patientId: z.string().optional(),
  employerId: z.string().optional(),
  payerId: z.string().optional(),
  planId: z.string().optional(),
  externalId: z.string().optional(),
  /** Waits for an answer, or the last billing run left it out. */
  needsAttention: z.boolean().optional(),
});
export type MembershipFilters = z.infer<typeof MembershipFilters>;

export const listMemberships = defineVerb({
  name: "membership.list",
  permission: "membership.read",
  input: ListInput.extend(MembershipFilters.shape),
  run: async ({ tx, input, today }) => {
    const where = membershipWhere(tx, input, today);
    const found = await membershipKind.table.list(
      tx,
      { after: input.after, limit: input.limit + 1 },
      where,
    );
    return asPage(
      found.map((record) => viewOf(record, today)),
      input.limit,
    );
  },
  audit: ({ input, result }) => ({
    entityId: null,
    detail: { filters: input, count: result.data.length },
  }),
});

function membershipWhere(tx: Transaction, input: MembershipFilters, today: string) {
  const statuses = input.status ?? (input.isActive === true ? ["Active", "Paused"] : undefined);
  const attention = tx`(cardinality(open_questions) > 0 or holds <> '[]' or parked_reason is not null)`;
  return tx`
    ${statuses === undefined ? tx`` : tx`and membership_status(membership, ${today}::date) = any(${statuses}::text[])`}
    ${input.isActive === false ? tx`and membership_status(membership, ${today}::date) not in ('Active', 'Paused')` : tx``}
    ${input.patientId === undefined ? tx`` : tx`and patient_id = ${input.patientId}`}
    ${input.payerId === undefined ? tx`` : tx`and payer_id = ${input.payerId}`}
    ${input.employerId === undefined ? tx`` : tx`and payer_kind = 'employer' and payer_id = ${input.employerId}`}
    ${input.planId === undefined ? tx`` : tx`and plan_id = ${input.planId}`}
    ${input.externalId === undefined ? tx`` : tx`and external_id = ${input.externalId}`}
    ${input.needsAttention === undefined ? tx`` : tx`and ${attention} = ${input.needsAttention}`}`;
}
