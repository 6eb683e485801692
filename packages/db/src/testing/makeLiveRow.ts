import type { Database } from "../connection/openDatabase.ts";

const nobody = { members: 0, gapDays: 0, overlapDays: 0, toSignOff: 0 };

/** Makes a practice live as if its owner had accepted the cut-over proof, for tests of what comes after. */
export async function makeLiveRow(
  { sql }: Database,
  { practiceId, on }: { practiceId: string; on: string },
): Promise<void> {
  await sql.begin(async (tx) => {
    await tx`
      insert into cut_over_acceptance (practice_id, accepted_at, accepted_by, through, totals, signed_off)
      values (${practiceId}, ${`${on}T12:00:00Z`}, 'test', ${on}, ${JSON.stringify(nobody)}::text::jsonb, '[]')`;
    await tx`update practice set live_on = ${on} where practice_id = ${practiceId}`;
  });
}
