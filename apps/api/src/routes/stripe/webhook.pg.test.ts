import { Stripe } from "stripe";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createPracticeApi, testInstant, type PracticeApi } from "../../testing/practiceApi.ts";

const secret = "whsec_of_tests";
let api: PracticeApi;
let practiceId: string;
let patientId: string;
let get: (path: string) => Promise<unknown>;

beforeAll(async () => {
  api = await createPracticeApi({
    stripeSecrets: (id) => (id === practiceId ? ["whsec_older", secret] : []),
    nowMs: () => Date.parse(testInstant),
  });
  const practice = await api.newPractice("Webhooks");
  practiceId = practice.practiceId;
  const { data } = await practice.client.POST("/v1/patients", { body: { last_name: "Nowak" } });
  patientId = data?.id ?? "";
  get = async (path) => {
    const headers = { authorization: `Bearer ${practice.key}` };
    return (await api.app.request(path, { headers })).json();
  };
});
afterAll(() => api.drop());

function payment(id: string): string {
  return JSON.stringify({
    id,
    object: "event",
    type: "payment_intent.succeeded",
    created: Date.parse(testInstant) / 1000,
    data: {
      object: {
        id: `pi_of_${id}`,
        amount_received: 2_500,
        currency: "usd",
        metadata: { rollbook_payer_kind: "patient", rollbook_payer_id: patientId },
        payment_method_types: ["card"],
      },
    },
  });
}

function deliver(
  payload: string,
  { to = practiceId, by = secret, ageSeconds = 0, body = payload } = {},
): Promise<Response> {
  const timestamp = Date.parse(testInstant) / 1000 - ageSeconds;
  const signature = Stripe.webhooks.generateTestHeaderString({ payload, secret: by, timestamp });
  return Promise.resolve(
    api.app.request(`/v1/processor-events/stripe/${to}`, {
      method: "POST",
      headers: { "content-type": "application/json", "stripe-signature": signature },
      body,
    }),
  );
}

test("PAY-16: a signed event is applied, delivered again it changes nothing", async () => {
  for (let delivery = 0; delivery < 3; delivery += 1) {
    const response = await deliver(payment("evt_1"));
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({ state: "applied" });
  }
  expect(await get("/v1/payments")).toMatchObject({
    data: [{ amount_minor: 2_500, processor_reference: "pi_of_evt_1" }],
  });
});

test("PAY-16: money of a customer unknown here waits for a person, who finds it in the list", async () => {
  const unknown = payment("evt_9").replace(patientId, "pat_elsewhere");
  expect(await (await deliver(unknown)).json()).toEqual({ state: "for_a_person" });
  expect(await get("/v1/processor-events")).toMatchObject({
    data: [{ id: "evt_9", payment: { reference: "pi_of_evt_9", amount_minor: 2_500 } }],
  });
});

test.each([
  ["another secret", { by: "whsec_another" }],
  ["a signature of an hour ago", { ageSeconds: 3600 }],
  ["a body that was changed", { body: payment("evt_2").replace("2500", "9900") }],
  ["a practice that nobody has", { to: "pra_nobody" }],
  ["a practice that nobody has, signed with nothing", { to: "pra_nobody", by: "whsec_nobody" }],
])("%s answers like a bad signature, and nothing is posted", async (_name, changes) => {
  const response = await deliver(payment("evt_2"), changes);
  expect(response.status).toBe(401);
  expect(await response.json()).toMatchObject({
    code: "unauthenticated",
    detail: "There is no such endpoint, or the signature is missing, wrong or too old.",
  });
  expect(await get("/v1/payments")).toMatchObject({
    data: [{ processor_reference: "pi_of_evt_1" }],
  });
});

test("without a signature nothing is read", async () => {
  const response = await api.app.request(`/v1/processor-events/stripe/${practiceId}`, {
    method: "POST",
    body: payment("evt_3"),
  });
  expect(response.status).toBe(401);
});
