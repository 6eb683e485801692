import { Status } from "@rollbook/core/membership";
import type { Transaction } from "@rollbook/db";
import * as z from "zod";
import { asPage, defineReading, ListInput } from "../run/index.ts";
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

export const listMemberships = defineReading({
  name: "membership.list",
  permission: "membership.read",
  input: ListInput.extend(MembershipFilters.shape),
  find: async ({ tx, input, today }) => {
    const isOnDay = input.status !== undefined || input.isActive !== undefined;
    const day = isOnDay ? statusWhere(tx, input, await today()) : tx``;
    const page = { after: input.after, limit: input.limit + 1 };
    return membershipKind.table.list(tx, page, tx`${day} ${membershipWhere(tx, input)}`);
  },
  answer: ({ input, today }, found) => {
    const { data, ...page } = asPage(found, input.limit);
    return { ...page, data: data.map((record) => viewOf(record, today)) };
  },
  audit: ({ input, result }) => ({
    entityId: null,
    detail: { filters: input, count: result.data.length },
  }),
});

function statusWhere(tx: Transaction, input: MembershipFilters, today: string) {
  const { status, isActive } = input;
  const onDay = tx`membership_status(membership, ${today}::date)`;
  return tx`
    ${status === undefined ? tx`` : tx`and ${onDay} = any(${status}::text[])`}
    ${isActive === undefined ? tx`` : tx`and (${onDay} in ('Active', 'Paused')) = ${isActive}`}`;
}

function membershipWhere(tx: Transaction, input: MembershipFilters) {
  const attention = tx`(cardinality(open_questions) > 0 or holds <> '[]' or parked_reason is not null)`;
  return tx`
    ${input.patientId === undefined ? tx`` : tx`and patient_id = ${input.patientId}`}
    ${input.payerId === undefined ? tx`` : tx`and payer_id = ${input.payerId}`}
    ${input.employerId === undefined ? tx`` : tx`and payer_kind = 'employer' and payer_id = ${input.employerId}`}
    ${input.planId === undefined ? tx`` : tx`and plan_id = ${input.planId}`}
    ${input.externalId === undefined ? tx`` : tx`and external_id = ${input.externalId}`}
    ${input.needsAttention === undefined ? tx`` : tx`and ${attention} = ${input.needsAttention}`}`;
}
