import * as fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { documentOfApi } from "../openapi/documentOfApi.ts";
import type { KnownValues } from "../testing/arbitraryOf.ts";
import { describeApi, type DescribedOperation } from "../testing/describedApi.ts";
import { bodyInit, requestOf } from "../testing/fuzzOperation.ts";
import { createPracticeApi, type PracticeApi, type TestPractice } from "../testing/practiceApi.ts";
import { seedPractice } from "../testing/seedPractice.ts";

const described = describeApi(documentOfApi());

let api: PracticeApi;
let mine: TestPractice;
let own: KnownValues;
let foreign: KnownValues;
beforeAll(async () => {
  api = await createPracticeApi();
  mine = await api.newPractice("Mine");
  own = await seedPractice({ practice: mine, services: api.services });
  foreign = await seedPractice({
    practice: await api.newPractice("Theirs"),
    services: api.services,
  });
});
afterAll(() => api.drop());

test.each(described.operations)(
  "$id answers another practice's ids exactly like unknown ones",
  async (operation) => {
    const requests = fc.sample(
      requestOf({ api: described, operation, known: withIdsOf(foreign) }),
      { numRuns: 30, seed: 3 },
    );
    let compared = 0;
    for (const request of requests) {
      const text = JSON.stringify(request);
      const unknown = JSON.parse(replaceForeignIds(text)) as typeof request;
      if (JSON.stringify(unknown) === text) continue;
      const [theirs, nobodys] = [
        await send(operation, request, "a"),
        await send(operation, unknown, "b"),
      ];
      expect({ status: theirs.status, body: replaceForeignIds(theirs.body) }).toEqual({
        status: nobodys.status,
        body: nobodys.body,
      });
      compared += 1;
    }
    const takesIds =
      /"(household|employer|patient|plan|membership|practice|api_key|invoice|roster|webhook|payment|allocation)_id"/.test(
        JSON.stringify([operation.parameters, operation.bodySchema ?? null]),
      );
    if (takesIds) expect(compared).toBeGreaterThan(0);
  },
);

/** Own values for everything but ids, which are the other practice's. */
function withIdsOf(known: KnownValues): KnownValues {
  const ids = Object.entries(known).filter(([name]) => name.endsWith("_id") || name === "payer");
  return { ...own, ...Object.fromEntries(ids) };
}

function foreignIds(): string[] {
  return [...new Set(JSON.stringify(foreign).match(/[a-z]{3}_[0-9a-z]{26}/g) ?? [])];
}

// The same length and shape, and nobody's.
function replaceForeignIds(text: string): string {
  return foreignIds().reduce((all, id) => all.replaceAll(id, `${id.slice(0, -8)}00000000`), text);
}

async function send(
  operation: DescribedOperation,
  request: { path: string; headers: object; body: unknown },
  suffix: string,
) {
  const { "Idempotency-Key": _key, ...headers } = request.headers as Record<string, string>;
  const sent = bodyInit(operation, withUniqueNames(request.body, suffix));
  const response = await api.app.request(request.path, {
    method: operation.method,
    headers: { ...headers, ...sent.headers, authorization: `Bearer ${mine.key}` },
    ...sent.init,
  });
  const body = withoutChance(await response.text());
  return { status: response.status, body };
}

// The second of two equal requests must not be refused for the first one's name.
function withUniqueNames(body: unknown, suffix: string): unknown {
  if (typeof body !== "object" || body === null || Array.isArray(body)) return body;
  const unique = Object.entries(body).map(([field, value]) =>
    ["name", "external_id"].includes(field) && typeof value === "string"
      ? [field, `${value}${suffix}`]
      : [field, value],
  );
  return Object.fromEntries(unique);
}

/** Ids and secrets that are made anew in every answer. */
function withoutChance(text: string): string {
  return text
    .replaceAll(/"request_id":"[^"]*"/g, '"request_id":""')
    .replaceAll(/"key":"rbk_[^"]*"/g, '"key":""')
    .replaceAll(/"id":"[a-z]{3}_[^"]*"/g, '"id":""')
    .replaceAll(/"(name|external_id)":"[^"]*"/g, '"$1":""');
}
