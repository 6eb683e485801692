import { pino } from "pino";
import { afterAll, expect, test } from "vitest";
import { createPracticeApi } from "./testing/practiceApi.ts";

const logged: string[] = [];
const log = pino({ level: "warn" }, { write: (line: string) => logged.push(line) });
const api = await createPracticeApi({ log });
afterAll(() => api.drop());

test("a last use that cannot be recorded fails no request, and stands in the log without the key", async () => {
  const { client, key } = await api.newPractice("Lakeside");
  await api.services.database.sql`revoke update on api_key from rollbook_app`;
  expect((await client.GET("/v1/me")).response.status).toBe(200);
  await expect.poll(() => logged.join("")).toContain("last use of an API key was not recorded");
  expect(logged.join("")).not.toContain(key);
});
