import type { Database } from "../connection/openDatabase.ts";

/** Sessions, links and half-finished sign-ins that ended before this instant. */
export async function deleteEndedSignIn(
  { sql }: Database,
  { before }: { before: string },
): Promise<void> {
  await sql`delete from auth.session where "expiresAt" < ${before}`;
  await sql`delete from auth.verification where "expiresAt" < ${before}`;
  await sql`delete from auth.one_time_link where expires_at < ${before}`;
}
