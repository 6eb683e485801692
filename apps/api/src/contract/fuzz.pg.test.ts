import { addOperator } from "@rollbook/services/operator";
import { afterAll, beforeAll, expect, test } from "vitest";
import { documentOfApi } from "../openapi/documentOfApi.ts";
import type { KnownValues } from "../testing/arbitraryOf.ts";
import { describeApi, type DescribedOperation } from "../testing/describedApi.ts";
import { bodyInit, fuzzOperation } from "../testing/fuzzOperation.ts";
import { mutatingOperations, mutationOf, sendMutation } from "../testing/mutations.ts";
import { createPracticeApi, type PracticeApi, type TestPractice } from "../testing/practiceApi.ts";
import {
  attachNew,
  invoiceVisit,
  seedPayments,
  seedPractice,
  writeOff,
} from "../testing/seedPractice.ts";

const described = describeApi(documentOfApi());
const operator = { name: "Olga Berg", email: "olga@operators.test" };

let api: PracticeApi;
let practice: TestPractice;
/** Without members: its clock runs fast. */
let empty: TestPractice;
let operatorKey: string;
let known: KnownValues;
beforeAll(async () => {
  api = await createPracticeApi();
  practice = await api.newPractice("Fuzz");
  empty = await api.newPractice("Empty");
  operatorKey = (await addOperator(api.services, operator)).key;
  known = await seedPractice({ practice, services: api.services });
});
afterAll(() => api.drop());

// Exports come first, while lists are short. Deleting and disconnecting come last, so that the others find what they need;
// one roster at a time is connected.
const turns = [
  /^export/,
  /^(?!export)/,
  /^(delete|revoke|disconnect|credit)/,
  /^(connect|void|move)/,
];
const turnOf = (id: string) => turns.findLastIndex((turn) => turn.test(id));
const inOrder = described.operations.toSorted((left, right) => turnOf(left.id) - turnOf(right.id));

test.each(inOrder)("$id answers any request as its document says", async (operation) => {
  const tally = await fuzzOperation({
    api: described,
    operation,
    known: { ...known, ...(await freshFor(operation.id)) },
    runs: runsFor(operation),
    seed: 7,
    send: async ({ method, path, headers, body }) => {
      const sentBody = bodyInit(operation, body);
      return api.app.request(path, {
        method,
        headers: {
          ...withNewKey(await withPresentTag(path, headers)),
          ...sentBody.headers,
          authorization: `Bearer ${keyFor(operation)}`,
        },
        ...sentBody.init,
      });
    },
  });
  const isReached = tally.successes > 0 || (await isReachedWhenPrepared(operation));
  expect(isReached, JSON.stringify(tally.statuses)).toBe(true);
});

const prepared = new Set(mutatingOperations(described).map(({ id }) => id));

/** What no chosen request meets by chance: a file with the hash of its plan, the charges that somebody accepts. */
async function isReachedWhenPrepared(operation: DescribedOperation): Promise<boolean> {
  if (!prepared.has(operation.id)) return false;
  const mutation = await mutationOf(api, operation, { practice, known });
  const key = crypto.randomUUID();
  return (await sendMutation(mutation, { key, fetch: api.app.fetch })).ok;
}

function keyFor({ id, path }: DescribedOperation): string {
  if (path.includes("/operators/")) return operatorKey;
  return id === "movePracticeClock" ? empty.key : practice.key;
}

/** What can be done only once, or only in one state, finds something new that it can be done with. */
async function freshFor(operationId: string): Promise<KnownValues> {
  if (operationId === "movePracticeClock") return { practice_id: [empty.practiceId] };
  if (operationId.endsWith("Payment")) {
    const invoices = { invoice_id: [await invoiceVisit({ known, client: practice.client })] };
    return { ...(await seedPayments({ known, client: practice.client })), ...invoices };
  }
  const target = /(Invoice|BadDebt)$/.test(operationId) ? "invoice" : "membership";
  if (target === "membership" && !/Membership/.test(operationId)) return {};
  const { client } = practice;
  if (target === "membership") {
    const starts = [{ last_billed: "2026-05-01" }, { last_billed: "2026-04-01" }];
    const attached = await Promise.all(starts.map((start) => attachNew({ known, client, start })));
    return { membership_id: [...(known.membership_id ?? []), ...attached] };
  }
  if (operationId === "creditInvoice") return { amount: [undefined] };
  const invoices = await Promise.all(
    Array.from({ length: 4 }, () => invoiceVisit({ known, client })),
  );
  if (operationId === "reopenInvoice")
    await Promise.all(invoices.map((id) => writeOff({ client, id })));
  return { invoice_id: invoices };
}

/** One request is all there is where nothing can be chosen. */
function runsFor({ parameters, bodySchema }: DescribedOperation): number {
  return parameters.length === 0 && bodySchema === undefined ? 1 : 200;
}

let sent = 0;

/** A key that repeats by chance would only ever meet its first answer. */
function withNewKey(headers: Record<string, string>): Record<string, string> {
  const key = headers["Idempotency-Key"];
  return key === undefined || key.length % 4 === 0
    ? headers
    : { ...headers, "Idempotency-Key": `${key}${sent++}` };
}

/** "v1" stands for the tag that the resource has now. */
async function withPresentTag(path: string, headers: Record<string, string>) {
  if (headers["If-Match"] !== '"v1"') return headers;
  const read = await api.app.request(path, {
    headers: { authorization: `Bearer ${practice.key}` },
  });
  return { ...headers, "If-Match": read.headers.get("etag") ?? '"v1"' };
}
