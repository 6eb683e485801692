import type { ReadEvidence } from "@rollbook/core/invoice";
import type { Transaction } from "../connection/openDatabase.ts";
import { mine } from "../entity/entityTable.ts";

export type MembershipEvidence = { id: string; evidence: ReadEvidence };

/** Memberships whose billing fields were read from a roster, with what was seen so far. */
export function listReadEvidence(tx: Transaction): Promise<readonly MembershipEvidence[]> {
  return tx<MembershipEvidence[]>`
    select id, evidence from membership
    where ${mine(tx)} and evidence ->> 'kind' in ('equal_reads', 'not_read_twice') and archived_on is null`;
}

export async function saveReadEvidence(
  tx: Transaction,
  seen: readonly MembershipEvidence[],
): Promise<void> {
  await tx`
    update membership present set evidence = seen.evidence::jsonb
    from unnest(${seen.map(({ id }) => id)}::text[], ${seen.map(({ evidence }) => JSON.stringify(evidence))}::text[])
      as seen(id, evidence)
    where present.practice_id = current_setting('rollbook.practice_id') and present.id = seen.id`;
}
