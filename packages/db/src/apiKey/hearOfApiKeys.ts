import type { Database } from "../connection/openDatabase.ts";

/**
 * Hears of every key that changed, on a connection of its own. Whenever that connection is made anew, something may have
 * been missed: `onGap`. @throws where the database cannot be reached, or a pooler stands between
 */
export async function hearOfApiKeys(
  { sql }: Database,
  { onChange, onGap }: { onChange: (keyId: string) => void; onGap: () => void },
): Promise<void> {
  await sql.listen("rollbook_api_key", onChange, onGap);
}
