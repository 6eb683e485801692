import { expect, test } from "vitest";
import { bareApi } from "../../testing/bareApi.ts";

const secret = "a channel's secret";

async function tell(headers: Record<string, string>, own: string | undefined = secret) {
  const sent: string[] = [];
  const jobs = { send: async (kind: string) => sent.push(kind) > 0 };
  const app = bareApi({ jobs, drivePushSecret: own });
  const answer = await app.request("/v1/drive-changes", { method: "POST", headers });
  return { status: answer.status, sent };
}

test.each([
  {
    name: "a change asks for one look",
    headers: { "x-goog-channel-token": secret, "x-goog-resource-state": "change" },
    expected: { status: 204, sent: ["drive_look"] },
  },
  {
    name: "the word that a channel is open asks for nothing",
    headers: { "x-goog-channel-token": secret, "x-goog-resource-state": "sync" },
    expected: { status: 204, sent: [] },
  },
  {
    name: "another token is refused",
    headers: { "x-goog-channel-token": "guessed", "x-goog-resource-state": "change" },
    expected: { status: 401, sent: [] },
  },
  { name: "no token is refused", headers: {}, expected: { status: 401, sent: [] } },
])("$name", async ({ headers, expected }) => {
  expect(await tell(headers as Record<string, string>)).toEqual(expected);
});

test("a server that asked for no messages takes none", async () => {
  const headers = { "x-goog-channel-token": "" };
  const app = bareApi({});
  expect((await app.request("/v1/drive-changes", { method: "POST", headers })).status).toBe(401);
});
