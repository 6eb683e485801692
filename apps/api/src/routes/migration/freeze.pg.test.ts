import type { RollbookClient } from "@rollbook/client";
import { createOwnerApiKey } from "@rollbook/services/apiKey";
import { runMigration } from "@rollbook/services/migration";
import { createPractice } from "@rollbook/services/practice";
import { Stripe } from "stripe";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { made } from "../../testing/made.ts";
import { createPracticeApi, testInstant, type PracticeApi } from "../../testing/practiceApi.ts";

const secret = "whsec_of_tests";
const atTheWindow = "2026-05-16T03:00:00.000Z";
const header = () => ({ "Idempotency-Key": crypto.randomUUID() });

let api: PracticeApi;
let client: RollbookClient;
let key: string;
let practiceId: string;
let patientId: string;

beforeAll(async () => {
  api = await createPracticeApi({
    stripeSecrets: () => [secret],
    nowMs: () => Date.parse(testInstant),
  });
});
afterAll(() => api.drop());

/** A practice of the real clock, whose queued payments move at the window. */
beforeEach(async () => {
  const place = { timeZone: "America/Los_Angeles", currency: "USD", locale: "en-US" };
  const practice = { name: "Moves", ...place } as Parameters<typeof createPractice>[1];
  ({ practiceId } = await createPractice(api.services, practice));
  ({ key } = await createOwnerApiKey(api.services, { practiceId, name: "tests" }));
  client = api.clientOf(key);
  patientId = await made(client.POST("/v1/patients", { body: { last_name: "Nowak" } }));
  await handOver("old-1", 12_000);
  const { data: rehearsal } = await client.POST("/v1/payments-migration/rehearse");
  await client.POST("/v1/payments-migration/queue", {
    params: { header: header() },
    body: { rehearsal_id: rehearsal?.rehearsal_id ?? "", wording: "Move." },
  });
});

function handOver(id: string, amount_minor: number) {
  const earlier = { patient_id: patientId, currency: "USD", received_on: "2026-05-02" };
  return client.POST("/v1/payments-migration/earlier-payments", {
    params: { header: header() },
    body: {
      payments: [
        {
          ...earlier,
          id,
          amount_minor,
          method: "card",
          invoice_id: null,
          processor_reference: `pi_${id}`,
        },
      ],
    },
  });
}

let release: () => void = () => undefined;
let run: ReturnType<typeof runMigration>;

/** The run, held at its first step: the practice is frozen until it is let go. */
async function freeze(): Promise<void> {
  const held = Promise.withResolvers<void>();
  const begun = Promise.withResolvers<void>();
  release = held.resolve;
  run = runMigration(
    { ...api.services, clock: () => atTheWindow },
    {
      practiceId,
      onStep: async (step) => {
        if (step !== "started") return;
        begun.resolve();
        await held.promise;
      },
    },
  );
  await begun.promise;
}

async function thaw(): Promise<string> {
  release();
  return (await run).state;
}
afterEach(thaw);

function deliver(type: string, object: Record<string, unknown>): Promise<unknown> {
  const created = Date.parse(testInstant) / 1000;
  const payload = JSON.stringify({
    id: `evt_${String(object["id"])}`,
    object: "event",
    type,
    created,
    data: { object },
  });
  const signature = Stripe.webhooks.generateTestHeaderString({
    payload,
    secret,
    timestamp: created,
  });
  return Promise.resolve(
    api.app.request(`/v1/processor-events/stripe/${practiceId}`, {
      method: "POST",
      headers: { "content-type": "application/json", "stripe-signature": signature },
      body: payload,
    }),
  ).then((response) => response.json());
}

const intent = () => ({
  id: "pi_new",
  amount_received: 2_500,
  currency: "usd",
  metadata: { rollbook_payer_kind: "patient", rollbook_payer_id: patientId },
  payment_method_types: ["card"],
});
const refund = {
  id: "re_1",
  amount: 500,
  currency: "usd",
  status: "succeeded",
  payment_intent: "pi_old-1",
};

const payments = async () => {
  const { data } = await client.GET("/v1/payments");
  return (data?.data ?? []).map((payment) => [payment.processor_reference, payment.amount_minor]);
};

describe("while payments move", () => {
  test("MIG-5: what would move money is answered with 409, the reason and the expected end, until it is over", async () => {
    await freeze();
    const { data: present } = await client.GET("/v1/payments-migration");
    expect(present?.migration).toMatchObject({ state: "in_progress" });
    const end = present?.migration.expected_end_at ?? "";
    expect(end > atTheWindow).toBe(true);
    const body = {
      payer: { kind: "patient", id: patientId },
      amount_minor: 5_000,
      received_on: "2026-05-15",
      method: "cash",
    } as const;
    const record = () => client.POST("/v1/payments", { params: { header: header() }, body });
    const answers = {
      "Recording payments": await record(),
      "Auto-allocation": await client.POST("/v1/payments/auto-allocate", {
        params: { header: header() },
        body: { payer: body.payer },
      }),
      "Changing what the earlier system holds": await handOver("old-2", 100),
    };
    for (const [act, { response, error }] of Object.entries(answers)) {
      expect({ act, status: response.status, error }).toMatchObject({
        act,
        status: 409,
        error: {
          code: "refused",
          detail: `${act} is not possible while the payments of the practice move; expected to end at ${end} (MIG-5).`,
        },
      });
    }
    expect(await thaw()).toBe("active");
    expect((await record()).response.status).toBe(201);
  });

  test("MIG-6: a payment of the processor waits, is told as kept however often it comes, and is posted once", async () => {
    await freeze();
    expect(await deliver("payment_intent.succeeded", intent())).toEqual({ state: "applied" });
    expect(await deliver("payment_intent.succeeded", intent())).toEqual({ state: "applied" });
    expect(await payments()).toEqual([]);
    expect(await thaw()).toBe("active");
    expect(await deliver("payment_intent.succeeded", intent())).toEqual({ state: "applied" });
    const posted = await payments();
    expect(posted).toHaveLength(2);
    expect(posted).toEqual(
      expect.arrayContaining([
        ["pi_new", 2_500],
        ["pi_old-1", 12_000],
      ]),
    );
  });

  test("MIG-6: a refund of the processor waits and is taken from the payment that moved", async () => {
    await freeze();
    expect(await deliver("refund.created", refund)).toEqual({ state: "waits" });
    expect(await thaw()).toBe("active");
    const left = async () => {
      const { data } = await client.GET("/v1/payments");
      return data?.data.map(({ unallocated_minor }) => unallocated_minor);
    };
    expect(await left()).toEqual([11_500]);
    expect(await deliver("refund.created", refund)).toEqual({ state: "applied" });
    expect(await left()).toEqual([11_500]);
  });

  test("MIG-6: after an Error the payment is the earlier system's, and moves with the next run", async () => {
    await handOver("old-3", -90_000);
    await freeze();
    await deliver("payment_intent.succeeded", intent());
    expect(await thaw()).toBe("error");
    const { data } = await client.GET("/v1/payments-migration/earlier-payments");
    expect(data?.data.map(({ processor_reference }) => processor_reference).toSorted()).toEqual([
      "pi_new",
      "pi_old-1",
      "pi_old-3",
    ]);
    expect(await payments()).toEqual([]);
  });
});
