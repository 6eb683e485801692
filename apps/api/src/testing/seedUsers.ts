import type { Services } from "@rollbook/services/run";
import type { TestPractice } from "./practiceApi.ts";

/** Some who are invited, and some who have joined. */
export async function seedUsers({
  practice: { client },
  services,
}: {
  practice: TestPractice;
  services: Services;
}): Promise<string[]> {
  const users: string[] = [];
  for (let index = 0; index < 5; index += 1) {
    const { data } = await client.POST("/v1/users", {
      body: { email: `user${index}@example.com`, name: `User ${index}`, role: "read_only" },
    });
    if (data === undefined) throw new Error("nobody was invited");
    users.push(data.id);
  }
  const joined = users.slice(3);
  const { sql } = services.database;
  await sql`
    insert into auth."user" (id, name, email, "createdAt", "updatedAt")
    select id, id, id || '@example.com', '2026-05-01', '2026-05-01' from unnest(${joined}::text[]) id`;
  await sql`
    update practice_user set user_id = id, joined_at = '2026-05-01', invitation_hash = null, invitation_expires_at = null
    where id = any(${joined}::text[])`;
  return users;
}
