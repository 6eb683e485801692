import type { Database } from "../connection/openDatabase.ts";

export type LinkPurpose = "sign_in" | "set_password";

export async function insertOneTimeLink(
  { sql }: Database,
  link: {
    /** SHA-256 of the token, in hex. */
    hash: string;
    purpose: LinkPurpose;
    userId: string;
    createdAt: string;
    expiresAt: string;
  },
): Promise<void> {
  await sql`
    insert into auth.one_time_link (hash, purpose, user_id, created_at, expires_at)
    values (${link.hash}, ${link.purpose}, ${link.userId}, ${link.createdAt}, ${link.expiresAt})`;
}

/** Uses a link up: of two who try at once, one gets the person. */
export async function useOneTimeLink(
  { sql }: Database,
  { hash, purpose, at }: { hash: string; purpose: LinkPurpose; at: string },
): Promise<{ userId: string } | undefined> {
  const [row] = await sql<{ userId: string }[]>`
    update auth.one_time_link set used_at = ${at}
    where hash = ${hash} and purpose = ${purpose} and used_at is null and expires_at > ${at}
    returning user_id as "userId"`;
  return row;
}

/** Links of this purpose that were not used yet open nothing any more. */
export async function withdrawOneTimeLinks(
  { sql }: Database,
  { userId, purpose }: { userId: string; purpose: LinkPurpose },
): Promise<void> {
  await sql`
    delete from auth.one_time_link where user_id = ${userId} and purpose = ${purpose} and used_at is null`;
}
