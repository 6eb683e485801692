import { addOperator } from "@rollbook/services/operator";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { documentOfApi } from "../openapi/documentOfApi.ts";
import type { TestBrowser } from "../testing/browserOf.ts";
import { describeApi } from "../testing/describedApi.ts";
import { createPracticeApi, type PracticeApi } from "../testing/practiceApi.ts";
import { seedLists, settleConflict, typePrice } from "../testing/seedLists.ts";
import { signedInPerson } from "../testing/signedIn.ts";

type Item = Record<string, unknown>;
type Page = { data: Item[]; has_more: boolean; next_cursor: string | null };
/** What was refused says so. */
type Changed = { error?: unknown } | void;
type Seeded = Awaited<ReturnType<typeof seedLists>>;

const described = describeApi(documentOfApi());
const everyList = described.operations.filter(({ parameters }) =>
  parameters.some(({ name }) => name === "limit"),
);

let api: PracticeApi;
let seeded: Seeded;
let operatorKey: string;
/** Somebody who belongs to five practices. */
let person: TestBrowser;
let leaves: (practiceId: string) => Promise<Changed>;
beforeAll(async () => {
  api = await createPracticeApi();
  seeded = await seedLists(api);
  operatorKey = (await addOperator(api.services, { name: "Olga", email: "olga@operators.test" }))
    .key;
  ({ person, leaves } = await personOfFive());
});
afterAll(() => api.drop());

/** With a way out of each of them. */
async function personOfFive() {
  const first = await api.newPractice("Practice 1");
  const { browser, email, id } = await signedInPerson({ api, practice: first, role: "read_only" });
  const ways = new Map([[first.practiceId, { client: first.client, user_id: id }]]);
  for (const number of [2, 3, 4, 5]) {
    const { client: there, practiceId } = await api.newPractice(`Practice ${number}`);
    const body = { email, name: "Again", role: "read_only" as const };
    const { data } = await there.POST("/v1/users", { body });
    const token = data?.invitation_url.split("join=")[1] ?? "";
    await browser.send({ path: "/auth/join", body: { token } });
    ways.set(practiceId, { client: there, user_id: data?.id ?? "" });
  }
  return {
    person: browser,
    leaves: async (practiceId: string): Promise<Changed> => {
      const way = ways.get(practiceId);
      if (way === undefined) throw new Error(`nobody belongs to ${practiceId}`);
      const params = { path: { user_id: way.user_id } };
      return way.client.POST("/v1/users/{user_id}/remove", { params });
    },
  };
}

type Ask = (path: string) => Promise<Response>;

const withKey =
  (key: string): Ask =>
  async (path) =>
    api.app.request(path, { headers: { authorization: `Bearer ${key}` } });
const asPractice: Ask = (path) => withKey(seeded.practice.key)(path);

async function pageOf(ask: Ask, address: string, query: Record<string, string>): Promise<Page> {
  const search = new URLSearchParams(query).toString();
  const response = await ask(`${address}${address.includes("?") ? "&" : "?"}${search}`);
  expect(response.status).toBe(200);
  return (await response.json()) as Page;
}

const longest = 100;

/** Reads on from a page to the end of its list. */
async function rest(ask: Ask, address: string, { limit, page }: { limit: number; page: Page }) {
  const items: Item[] = [];
  for (let { next_cursor: cursor } = page; cursor !== null;) {
    const next = await pageOf(ask, address, { limit: String(limit), cursor });
    expect(next.data.length).toBeLessThanOrEqual(limit);
    expect(next.has_more).toBe(next.next_cursor !== null);
    items.push(...next.data);
    if (items.length > longest) throw new Error(`${address} does not end`);
    cursor = next.next_cursor;
  }
  return items;
}

async function walk(ask: Ask, address: string, limit: number): Promise<Item[]> {
  const page = await pageOf(ask, address, { limit: String(limit) });
  expect(page.data.length).toBeLessThanOrEqual(limit);
  return [...page.data, ...(await rest(ask, address, { limit, page }))];
}

interface Case {
  name: string;
  address: () => string;
  count: number;
  ask?: Ask;
  /** Takes the entry that ended the first page out of the list, or adds one before it. */
  change: (last: Item) => Promise<Changed>;
}

const key = () => ({ "Idempotency-Key": crypto.randomUUID() });
const client = () => seeded.practice.client;
const ofRoster = (part: string) => `/v1/rosters/${seeded.rosterId}/${part}`;
const seeding = () => ({ practice: seeded.practice, services: api.services });

const cases: readonly Case[] = [
  {
    name: "listPractices",
    address: () => "/v1/practices",
    count: 5,
    ask: (path) => person.send({ path }),
    change: ({ id }) => leaves(String(id)),
  },
  {
    name: "listSkippedPeriods",
    address: () => "/v1/skipped-periods",
    count: 9,
    change: ({ membership_id, period }) =>
      client().POST("/v1/memberships/{membership_id}/choose-periods", {
        params: { header: key(), path: { membership_id: String(membership_id) } },
        body: { periods: [period as { start: string; end: string }] },
      }),
  },
  {
    name: "listProcessorEvents",
    address: () => "/v1/processor-events",
    count: 27,
    change: ({ id }) =>
      client().POST("/v1/processor-events/settle", {
        params: { header: key() },
        body: { processor_event_id: String(id), dismissed_because: "A donation" },
      }),
  },
  {
    name: "listAutopayInvoices",
    address: () => "/v1/autopay/invoices",
    count: 5,
    change: async ({ invoice_id }) =>
      client().POST("/v1/invoices/{invoice_id}/void", {
        params: { header: key(), path: { invoice_id: String(invoice_id) } },
        body: { reason: "Billed by mistake", is_billed_again: false },
      }),
  },
  {
    name: "listAutopayInvoices for a person",
    address: () => "/v1/autopay/invoices?is_for_person=true",
    count: 3,
    change: async ({ invoice_id }) =>
      client().POST("/v1/autopay/invoices/{invoice_id}/retry", {
        params: { header: key(), path: { invoice_id: String(invoice_id) } },
        body: { is_unanswered_checked: true },
      }),
  },
  {
    name: "listProcessorRefunds for a person",
    address: () => "/v1/processor-refunds?is_for_person=true",
    count: 3,
    change: ({ counter_entry_id }) => settleRefund(String(counter_entry_id)),
  },
  {
    name: "listProcessorRefunds",
    address: () => "/v1/processor-refunds",
    count: 6,
    change: ({ counter_entry_id }) => settleRefund(String(counter_entry_id)),
  },
  {
    name: "listRosters",
    address: () => "/v1/rosters",
    count: 5,
    change: ({ id }) =>
      client().POST("/v1/rosters/{roster_id}/disconnect", {
        params: { path: { roster_id: String(id) } },
      }),
  },
  {
    name: "listRosterConflicts",
    address: () => ofRoster("conflicts"),
    count: 6,
    change: ({ row_id, field }) =>
      settleConflict(seeding(), {
        rosterId: seeded.rosterId,
        rowId: String(row_id),
        field: String(field),
      }),
  },
  {
    name: "listPriceProposals",
    address: () => ofRoster("price-proposals"),
    count: 5,
    change: () => typePrice({ ...seeding(), ...seeded, number: 9 }),
  },
  {
    name: "adviseFirstCycle",
    address: () => "/v1/booking-advice",
    count: 6,
    change: async ({ appointment_type_id }) => {
      const path = { appointment_type_id: String(appointment_type_id) };
      return client().PATCH("/v1/appointment-types/{appointment_type_id}", {
        params: { path, header: { "If-Match": '"v1"' } },
        body: { is_archived: true },
      });
    },
  },
];

const settleRefund = (counter_entry_id: string) =>
  client().POST("/v1/processor-refunds/{counter_entry_id}/settle", {
    params: { header: key(), path: { counter_entry_id } },
    body: { decision: "return" },
  });

describe("a list read page by page", () => {
  test.each(cases)("$name has each entry once, whatever the page holds", async (given) => {
    const { ask = asPractice, count } = given;
    const whole = await walk(ask, given.address(), 100);
    expect(whole).toHaveLength(count);
    expect(new Set(whole.map((item) => JSON.stringify(item))).size).toBe(count);
    for (const limit of [1, 2, count - 1, count])
      expect(await walk(ask, given.address(), limit)).toEqual(whole);
    const page = await pageOf(ask, given.address(), {});
    expect(page.data).toEqual(whole.slice(0, 25));
    expect(page.has_more).toBe(count > 25);
  });

  test.each(cases)("$name goes on where it was, though it changed meanwhile", async (given) => {
    const { ask = asPractice } = given;
    const before = await walk(ask, given.address(), 100);
    const page = await pageOf(ask, given.address(), { limit: "2" });
    expect((await given.change(page.data.at(-1) ?? {}))?.error).toBeUndefined();
    const after = await walk(ask, given.address(), 100);
    expect(after).not.toEqual(before);
    const others = await rest(ask, given.address(), { limit: 2, page });
    expect(others).toEqual(after.slice(-others.length));
    expect(others).toHaveLength(before.length - 2);
  });
});

test.each(everyList)("$id says which limits there are", async ({ path }) => {
  const ask = withKey(path.includes("/operators/") ? operatorKey : seeded.practice.key);
  const address = path.replaceAll(/\{(\w+)\}/g, (_, name: string) =>
    name === "roster_id" ? seeded.rosterId : "unknown",
  );
  for (const limit of ["0", "101", "-1", "2.5", "all"]) {
    const response = await ask(`${address}?limit=${limit}`);
    expect(response.status).toBe(422);
    expect(await response.json()).toMatchObject({
      code: "invalid_request",
      errors: [{ in: "query", pointer: "/limit" }],
    });
  }
});

test.each(cases)("the cursor of $name is another practice's nothing", async (given) => {
  const { ask = asPractice } = given;
  const { next_cursor: cursor } = await pageOf(ask, given.address(), { limit: "1" });
  const other = await api.newPractice("Elsewhere");
  const roster = await other.client.POST("/v1/rosters", { body: { spreadsheet_id: "another" } });
  const address = given.address().replace(seeded.rosterId, roster.data?.id ?? "");
  const answers = [cursor, "bm90aGluZw.AAAAAAAAAAAAAAAAAAAAAA"].map(async (sent) => {
    const mark = address.includes("?") ? "&" : "?";
    const response = await withKey(other.key)(`${address}${mark}cursor=${sent}`);
    const { request_id: _request, ...body } = (await response.json()) as Item;
    return { status: response.status, body };
  });
  const [theirs, unknown] = await Promise.all(answers);
  expect(theirs).toEqual(unknown);
  expect(theirs).toMatchObject({ status: 422, body: { code: "invalid_cursor" } });
});

test.each(["/v1/invoices", "/v1/payments"])("%s is read from either end", async (address) => {
  const oldestFirst = await walk(asPractice, address, 100);
  expect(oldestFirst.length).toBeGreaterThan(2);
  const fromTheEnd = `${address}?order=newest_first`;
  for (const limit of [1, 2, 100])
    expect(await walk(asPractice, fromTheEnd, limit)).toEqual(oldestFirst.toReversed());
  const { next_cursor: cursor } = await pageOf(asPractice, address, { limit: "1" });
  const response = await asPractice(`${fromTheEnd}&cursor=${cursor}`);
  expect(await response.json()).toMatchObject({ status: 422, code: "invalid_cursor" });
});
