import { afterAll, beforeAll, expect, test } from "vitest";
import { documentOfApi } from "../openapi/documentOfApi.ts";
import type { KnownValues } from "../testing/arbitraryOf.ts";
import { describeApi } from "../testing/describedApi.ts";
import {
  mutatingOperations,
  mutationOf,
  sendMutation,
  type Mutation,
} from "../testing/mutations.ts";
import { createPracticeApi, type PracticeApi, type TestPractice } from "../testing/practiceApi.ts";
import { seedPractice } from "../testing/seedPractice.ts";

const described = describeApi(documentOfApi());
const mutating = mutatingOperations(described);

let api: PracticeApi;
let mine: { practice: TestPractice; known: KnownValues };
let theirs: typeof mine;
beforeAll(async () => {
  api = await createPracticeApi();
  const seeded = async (name: string) => {
    const practice = await api.newPractice(name);
    return { practice, known: await seedPractice({ practice, services: api.services }) };
  };
  mine = await seeded("Once");
  theirs = await seeded("Other");
});
afterAll(() => api.drop());

async function send(mutation: Mutation, input: { key: string; token?: string }) {
  const response = await sendMutation(mutation, { ...input, fetch: api.app.fetch });
  return {
    status: response.status,
    isReplay: response.headers.get("idempotency-replayed") === "true",
    body: JSON.parse(await response.text()) as Record<string, unknown>,
  };
}

test("everything that changes something takes an Idempotency-Key", () => {
  const without = described.operations.filter(
    (operation) => operation.method !== "GET" && !mutating.includes(operation),
  );
  expect(without.map(({ id }) => id).filter((id) => !/^(preview|compare)/.test(id))).toEqual([]);
});

test.each(mutating)("$id: done, it gives its first answer again", async (operation) => {
  const mutation = await mutationOf(api, operation, mine);
  const key = crypto.randomUUID();
  const first = await send(mutation, { key });
  expect(first, JSON.stringify(first.body)).toMatchObject({ isReplay: false });
  expect(first.status, JSON.stringify(first.body)).toBeLessThan(300);
  expect(await send(mutation, { key })).toEqual({ ...first, isReplay: true });
});

test.each(mutating)("$id: 50 at once do it once", async (operation) => {
  const mutation = await mutationOf(api, operation, mine);
  const key = crypto.randomUUID();
  const answers = await Promise.all(Array.from({ length: 50 }, () => send(mutation, { key })));
  const first = answers.find(({ status, isReplay }) => status < 300 && !isReplay);
  expect(first).toBeDefined();
  for (const answer of answers) {
    if (answer === first || answer.body.code === "idempotency_in_flight") continue;
    expect(answer).toEqual({ ...first, isReplay: true });
  }
});

test.each(mutating)("$id: the key with another request is refused", async (operation) => {
  const mutation = await mutationOf(api, operation, mine);
  const key = crypto.randomUUID();
  expect((await send(mutation, { key })).status).toBeLessThan(300);
  const createHousehold = described.operations.find(({ id }) => id === "createHousehold");
  if (createHousehold === undefined) throw new RangeError("households are gone");
  const another = await mutationOf(api, createHousehold, mine);
  const used = { ...another, practice: mutation.practice, body: { name: "Quite another" } };
  const refused = [await send(used, { key })];
  const other = otherBody(mutation.body);
  if (other !== undefined) refused.push(await send({ ...mutation, body: other }, { key }));
  expect(refused.map(({ status }) => status)).toEqual(refused.map(() => 422));
});

test.each(mutating)(
  "$id: the key of another practice or principal is another key",
  async (operation) => {
    const mutation = await mutationOf(api, operation, mine);
    const elsewhere = await mutationOf(api, operation, theirs);
    const { client } = mutation.practice;
    const created = await client.POST("/v1/api-keys", { body: { name: "Second", role: "owner" } });
    const key = crypto.randomUUID();
    expect((await send(mutation, { key })).status).toBeLessThan(300);
    const there = await send(elsewhere, { key });
    expect(there, JSON.stringify(there.body)).toMatchObject({ isReplay: false });
    expect(there.status, JSON.stringify(there.body)).toBeLessThan(300);
    const second = await send(mutation, { key, token: String(created.data?.key) });
    expect(second.isReplay).toBe(false);
    expect(second.body.code).not.toBe("idempotency_key_reused");
  },
);

/** The same body with one text changed; undefined where there is no text to change. */
function otherBody(body: unknown): unknown {
  const given = Object.entries((body ?? {}) as Record<string, unknown>);
  const found = given.find(([name]) => ["name", "reason", "description"].includes(name));
  if (found === undefined) return undefined;
  return { ...Object.fromEntries(given), [found[0]]: `${String(found[1])}x` };
}
