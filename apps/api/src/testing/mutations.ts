import type { KnownValues } from "./arbitraryOf.ts";
import type { ApiDescription, DescribedOperation } from "./describedApi.ts";
import { exampleBody } from "./exampleBody.ts";
import type { PracticeApi, TestPractice } from "./practiceApi.ts";
import { made } from "./made.ts";
import {
  attachNew,
  goldPlan,
  invoiceVisit,
  seedLeftBehind,
  seedPayments,
  seedProcessorEvent,
  writeOff,
} from "./seedPractice.ts";
import { seedProcessorRefund } from "./seedProcessorRefund.ts";
import { seedPriceProposal } from "./seedPriceProposal.ts";
import { seedOpeningFile, seedRosterFile } from "./seedFiles.ts";
import { seedStoppedSync } from "./seedStoppedSync.ts";
import { seedEditedSync } from "./seedSyncs.ts";
import { signedInPerson } from "./signedIn.ts";

/** One request that changes something, and can be made. */
export type Mutation = {
  method: string;
  path: string;
  headers: Record<string, string>;
  body: unknown;
  /** A CSV in place of a body of JSON. */
  file?: string;
  practice: TestPractice;
};

/** Every operation that takes an Idempotency-Key. */
export function mutatingOperations({ operations }: ApiDescription): DescribedOperation[] {
  return operations.filter(({ parameters }) =>
    parameters.some(({ name }) => name === "Idempotency-Key"),
  );
}

type Seeded = { practice: TestPractice; known: KnownValues };
type Prepared = {
  known?: KnownValues;
  body?: unknown;
  practice?: TestPractice;
  query?: Record<string, string>;
  /** A CSV that is the body. */
  file?: string;
};
type Preparation = (given: Seeded & { api: PracticeApi }) => Promise<Prepared>;

/** A request for the operation that finds what it asks for; its body is the example unless that can be true only once. */
export async function mutationOf(
  api: PracticeApi,
  operation: DescribedOperation,
  seeded: Seeded,
): Promise<Mutation> {
  const prepared = (await preparationOf(operation.id)?.({ ...seeded, api })) ?? {};
  const known = { ...seeded.known, ...prepared.known };
  const practice = prepared.practice ?? seeded.practice;
  const path = operation.path.replaceAll(/\{(\w+)\}/g, (_, name: string) =>
    String(known[name]?.[0] ?? "nobody"),
  );
  const query = new URLSearchParams(prepared.query).toString();
  const needsTag = operation.parameters.some(({ name }) => name === "If-Match");
  return {
    method: operation.method,
    path: query === "" ? path : `${path}?${query}`,
    ...(prepared.file === undefined ? {} : { file: prepared.file }),
    headers: needsTag ? { "if-match": await tagOf(api, practice, path) } : {},
    body: prepared.body ?? exampleBody(operation, known),
    practice,
  };
}

/** Sends it to this server, or to the one whose `fetch` is given. */
export function sendMutation(
  mutation: Mutation,
  input: { key: string; fetch: (request: Request) => Promise<Response> | Response; token?: string },
): Promise<Response> | Response {
  const { method, path, headers, practice, file } = mutation;
  const body = file ?? (mutation.body === undefined ? undefined : JSON.stringify(mutation.body));
  const contentType = file === undefined ? "application/json" : "text/csv";
  return input.fetch(
    new Request(new URL(path, "http://rollbook.test"), {
      method,
      headers: {
        ...headers,
        authorization: `Bearer ${input.token ?? practice.key}`,
        "idempotency-key": input.key,
        ...(body === undefined ? {} : { "content-type": contentType }),
      },
      ...(body === undefined ? {} : { body }),
    }),
  );
}

async function tagOf(api: PracticeApi, practice: TestPractice, path: string): Promise<string> {
  const headers = { authorization: `Bearer ${practice.key}` };
  return (await api.app.request(path, { headers })).headers.get("etag") ?? "";
}

function preparationOf(operationId: string): Preparation | undefined {
  if (operationId in preparations) return preparations[operationId];
  if (operationId.endsWith("Payment")) return payment;
  if (/(Invoice|BadDebt)$/.test(operationId)) return invoice;
  return /Membership/.test(operationId) ? membership(deferred) : undefined;
}

const payment: Preparation = async ({ known, practice: { client } }) => ({
  known: await seedPayments({ known, client }),
});

const invoice: Preparation = async ({ known, practice: { client } }) => ({
  known: { invoice_id: [await invoiceVisit({ known, client })] },
});

const deferred = { last_billed: "2026-05-01" };
const active = { last_billed: "2026-04-01", past_start: "bill_back" as const };

/** A new membership, with acts done to it already. */
function membership(
  start: typeof deferred,
  ...acts: readonly { act: string; body: object }[]
): Preparation {
  return async ({ api, known, practice }) => {
    const id = await attachNew({ known, client: practice.client, start });
    for (const { act, body } of acts) {
      const response = await api.app.request(`/v1/memberships/${id}/${act}`, {
        method: "POST",
        headers: {
          authorization: `Bearer ${practice.key}`,
          "content-type": "application/json",
          "idempotency-key": crypto.randomUUID(),
        },
        body: JSON.stringify(body),
      });
      if (!response.ok) throw new Error(`${act}: ${await response.text()}`);
    }
    return { known: { membership_id: [id] } };
  };
}

/** An empty practice of its own. */
const alone: Preparation = async ({ api }) => {
  const practice = await api.newPractice("Alone");
  return { practice, known: { practice_id: [practice.practiceId] } };
};

const webhook: Preparation = async ({ practice: { client } }) => ({
  known: {
    webhook_id: [
      await made(client.POST("/v1/webhooks", { body: { url: "https://hooks.example.com/new" } })),
    ],
  },
});

const apiKey: Preparation = async ({ practice: { client } }) => ({
  known: {
    api_key_id: [
      await made(client.POST("/v1/api-keys", { body: { name: "New", role: "read_only" } })),
    ],
  },
});

const user: Preparation = async ({ practice: { client } }) => {
  const email = `${crypto.randomUUID()}@example.com`;
  const body = { email, name: "New", role: "read_only" as const };
  return { known: { user_id: [await made(client.POST("/v1/users", { body }))] } };
};

const joinedUser: Preparation = async ({ api, practice }) => ({
  known: { user_id: [(await signedInPerson({ api, practice, role: "read_only" })).id] },
});

const ending = { act: "cancel", body: { end_date: "2026-06-30", reason: "Moved away" } };
const ended = { act: "cancel", body: { end_date: "2026-05-10", reason: "Moved away" } };
const held = { act: "hold", body: { code: "other", reason: "A question" } };

/** A payment of an earlier system in a practice of its own, which nobody else takes away. */
const earlier: Preparation = async (given) => {
  const { practice = given.practice } = await alone(given);
  await importEarlierPayment(practice);
  return { practice, known: { earlier_payment_id: ["old-1"] } };
};

/** A new member whose days are signed as the proof has them. */
async function toSign(given: Parameters<Preparation>[0]) {
  const { known } = await membership(deferred)(given);
  const membershipId = String(known?.membership_id?.[0]);
  const { data } = await given.practice.client.GET("/v1/cut-over/proof");
  const member = data?.members.find((each) => each.membership_id === membershipId);
  const { gap_days = 0, overlap_days = 0 } = member ?? {};
  return { membershipId, known, body: { gap_days, overlap_days, reason: "Seen" } };
}

const preparations: Readonly<Record<string, Preparation>> = {
  decidePriceProposal: async ({ api, practice, known }) => ({
    known: { proposal_id: [await seedPriceProposal({ services: api.services, practice, known })] },
  }),
  approveRoster: async ({ api, practice, known }) => {
    const approval = `first_sync-${crypto.randomUUID()}`;
    const rosterId = String(known.roster_id?.[0]);
    await seedStoppedSync({ services: api.services, practice, rosterId, approval });
    return { body: { approval } };
  },
  acceptCutOver: async (given) => ({
    ...(await alone(given)),
    body: { accepted: { invoice_count: 0, total_minor: 0 } },
  }),
  signOffCutOver: async (given) => {
    const { known, body } = await toSign(given);
    return { ...(known === undefined ? {} : { known }), body };
  },
  withdrawCutOverSignOff: async (given) => {
    const { membershipId, known, body } = await toSign(given);
    const header = { "Idempotency-Key": crypto.randomUUID() };
    await given.practice.client.POST("/v1/cut-over/sign-offs/{membership_id}", {
      params: { path: { membership_id: membershipId }, header },
      body,
    });
    return known === undefined ? {} : { known };
  },
  importEarlierPayments: async ({ known }) => ({
    body: {
      payments: [{ ...earlierPayment(String(known.patient_id?.[0])), id: crypto.randomUUID() }],
    },
  }),
  removeEarlierPayment: earlier,
  inviteUser: async () => ({
    body: { email: `${crypto.randomUUID()}@example.com`, name: "Invited", role: "billing" },
  }),
  updateUser: user,
  renewInvitation: user,
  removeUser: user,
  makePasswordLink: joinedUser,
  movePracticeClock: alone,
  goLive: alone,
  setAutoInvoice: alone,
  updatePractice: alone,
  createEmployer: async () => ({ body: { name: crypto.randomUUID() } }),
  createPlan: async () => ({
    body: { type: "service", name: crypto.randomUUID(), price_minor: 5000 },
  }),
  createAppointmentType: async () => ({
    body: { name: crypto.randomUUID(), filter: { kind: "everyone" } },
  }),
  pauseMembership: membership(active),
  archiveMembership: membership(active, ended),
  resumeMembership: membership(active, { act: "pause", body: { through: "2026-08-31" } }),
  withdrawMembershipCancellation: membership(active, ending),
  reEnrollMembership: membership(active, ended),
  moveMembershipFamily: async ({ api, practice }) => ({
    known: { membership_id: [await seedLeftBehind({ practice, services: api.services })] },
  }),
  releaseMembershipHold: membership(deferred, held),
  chooseMembershipPeriods: membership(active),
  reopenInvoice: async (given) => {
    const id = await invoiceVisit({ known: given.known, client: given.practice.client });
    await writeOff({ client: given.practice.client, id });
    return { known: { invoice_id: [id] } };
  },
  creditInvoice: async ({ known, practice: { client } }) => {
    const id = await invoiceVisit({ known, client });
    const { data } = await client.GET("/v1/invoices/{invoice_id}", {
      params: { path: { invoice_id: id } },
    });
    const amount = { line_id: data?.lines[0]?.id, gross_minor: 100 };
    return { known: { invoice_id: [id] }, body: { reason: "Too much", amount } };
  },
  settleProcessorEvent: async ({ api, practice }) => ({
    known: { processor_event_id: [await seedProcessorEvent({ practice, services: api.services })] },
  }),
  settleProcessorRefund: async ({ api, practice, known }) => {
    const patientId = String(known.patient_id?.[0]);
    const seeding = { practice, services: api.services, patientId };
    return { known: { counter_entry_id: [await seedProcessorRefund(seeding)] } };
  },
  updateWebhook: webhook,
  deleteWebhook: webhook,
  rotateWebhookSecret: webhook,
  rotateApiKey: apiKey,
  revokeApiKey: apiKey,
  connectRoster: async (given) => ({
    ...(await alone(given)),
    body: { spreadsheet_id: `sheet-${crypto.randomUUID()}` },
  }),
  disconnectRoster: async (given) => {
    const { practice, known } = await alone(given);
    const body = { spreadsheet_id: `sheet-${crypto.randomUUID()}` };
    const id = await made((practice ?? given.practice).client.POST("/v1/rosters", { body }));
    return { practice, known: { ...known, roster_id: [id] } } as Prepared;
  },
  revertSyncRun: async (given) => {
    const { practice = given.practice } = await alone(given);
    await made(practice.client.POST("/v1/plans", { body: goldPlan }));
    const { client, practiceId } = practice;
    const sheet = { spreadsheet_id: `sheet-of-${practiceId}` };
    const roster_id = await made(client.POST("/v1/rosters", { body: sheet }));
    const seeding = { practice, services: given.api.services, rosterId: roster_id };
    const { runId: run_id } = await seedEditedSync(seeding);
    const { data } = await client.POST("/v1/rosters/{roster_id}/runs/{run_id}/revert", {
      params: { path: { roster_id, run_id } },
      body: { dry_run: true },
    });
    const known = { roster_id: [roster_id], run_id: [run_id] };
    return { practice, known, body: { plan_hash: data?.plan_hash } };
  },
  confirmRosterFile: ({ api }) => seedRosterFile(api),
  confirmOpeningFile: ({ api }) => seedOpeningFile(api),
  queuePaymentsMigration: rehearsed,
  withdrawPaymentsMigration: async (given) => {
    const { practice = given.practice, known } = await rehearsed(given);
    await practice.client.POST("/v1/payments-migration/queue", {
      params: { header: { "Idempotency-Key": crypto.randomUUID() } },
      body: { rehearsal_id: String(known?.rehearsal_id?.[0]), wording: "We agree." },
    });
    return { practice };
  },
};

async function rehearsed(given: Parameters<Preparation>[0]): Promise<Prepared> {
  const { practice = given.practice } = await alone(given);
  await importEarlierPayment(practice);
  const { data } = await practice.client.POST("/v1/payments-migration/rehearse");
  return { practice, known: { rehearsal_id: [data?.rehearsal_id] } };
}

async function importEarlierPayment({ client }: TestPractice): Promise<void> {
  const patient = await made(client.POST("/v1/patients", { body: { last_name: "Moved" } }));
  await client.POST("/v1/payments-migration/earlier-payments", {
    params: { header: { "Idempotency-Key": crypto.randomUUID() } },
    body: { payments: [earlierPayment(patient)] },
  });
}

function earlierPayment(patientId: string) {
  return {
    id: "old-1",
    patient_id: patientId,
    currency: "USD",
    amount_minor: 24995,
    received_on: "2026-04-01",
    method: "card" as const,
    invoice_id: null,
    processor_reference: null,
  };
}
