import type { Transaction } from "../connection/openDatabase.ts";
import { mine } from "../entity/entityTable.ts";

interface PayerKey {
  readonly kind: string;
  readonly id: string;
}

/** Those payers that are no patient and no employer of the practice; insurers and accounts have no records of their own. */
export function findUnknownPayers(
  tx: Transaction,
  payers: readonly PayerKey[],
): Promise<readonly PayerKey[]> {
  return tx<PayerKey[]>`
    select distinct wanted.kind, wanted.id
    from unnest(${payers.map(({ kind }) => kind)}::text[], ${payers.map(({ id }) => id)}::text[]) as wanted (kind, id)
    where (wanted.kind = 'patient' and not exists (select from patient p where p.${mine(tx)} and p.id = wanted.id))
      or (wanted.kind = 'employer' and not exists (select from employer e where e.${mine(tx)} and e.id = wanted.id))
    order by wanted.id`;
}
