import type { Transaction } from "../connection/openDatabase.ts";
import { mine } from "../entity/entityTable.ts";

/** The processor's own names of a payer and of what is charged. */
export interface ProcessorAccountRow {
  readonly membershipId: string;
  readonly customerId: string;
  readonly paymentMethodId: string;
  readonly setAt: string;
}

export async function saveProcessorAccount(
  tx: Transaction,
  { practiceId, by }: { practiceId: string; by: string },
  { membershipId, customerId, paymentMethodId, setAt }: ProcessorAccountRow,
): Promise<void> {
  await tx`
    insert into processor_account (practice_id, membership_id, customer_id, payment_method_id, set_at, set_by)
    values (${practiceId}, ${membershipId}, ${customerId}, ${paymentMethodId}, ${setAt}, ${by})
    on conflict (practice_id, membership_id) do update set customer_id = excluded.customer_id,
      payment_method_id = excluded.payment_method_id, set_at = excluded.set_at, set_by = excluded.set_by`;
}

export async function findProcessorAccount(
  tx: Transaction,
  { membershipId }: { membershipId: string },
): Promise<ProcessorAccountRow | undefined> {
  const [row] = await tx<ProcessorAccountRow[]>`
    select membership_id as "membershipId", customer_id as "customerId", payment_method_id as "paymentMethodId",
      set_at as "setAt"
    from processor_account where ${mine(tx)} and membership_id = ${membershipId}`;
  return row;
}

/** Who pays for the memberships whose mandate has this customer. */
export async function listPayersOfCustomer(
  tx: Transaction,
  { customerId }: { customerId: string },
): Promise<readonly { readonly kind: string; readonly id: string }[]> {
  return tx<{ kind: string; id: string }[]>`
    select distinct m.payer_kind as kind, m.payer_id as id
    from processor_account a join membership m on m.practice_id = a.practice_id and m.id = a.membership_id
    where a.${mine(tx)} and a.customer_id = ${customerId} order by 1, 2 limit 2`;
}
