import { afterAll, beforeAll, expect, test } from "vitest";
import {
  createPracticeApi,
  type PracticeApi,
  type TestPractice,
} from "../../testing/practiceApi.ts";

let api: PracticeApi;
let practice: TestPractice;
beforeAll(async () => {
  api = await createPracticeApi();
  practice = await api.newPractice("Families");
});
afterAll(() => api.drop());

async function newPlan(name: string, kind: "per_family" | "per_person"): Promise<string> {
  const { data } = await practice.client.POST("/v1/plans", {
    body: {
      type: "membership",
      name,
      pricing: { kind, prices: [{ interval: "P1M", price_minor: 40_000 }] },
    },
  });
  return data?.id ?? "";
}

async function attach(planId: string, coveredBy: string | null): Promise<string> {
  const patient = await practice.client.POST("/v1/patients", { body: { last_name: "Okafor" } });
  const { data } = await practice.client.POST("/v1/memberships", {
    body: {
      patient_id: patient.data?.id ?? "",
      plan_id: planId,
      interval: "P1M",
      last_billed: "2026-05-01",
      covered_by: coveredBy,
    },
  });
  return data?.membership.id ?? "";
}

const act = async (id: string, name: string, body: object) => {
  const response = await api.app.request(`/v1/memberships/${id}/${name}`, {
    method: "POST",
    headers: {
      authorization: `Bearer ${practice.key}`,
      "content-type": "application/json",
      "idempotency-key": crypto.randomUUID(),
    },
    body: JSON.stringify(body),
  });
  return { status: response.status, body: await response.json() };
};

const ending = { end_date: "2026-06-30", reason: "Moved away" };

test("MEM-13: cancelling the one who pays asks what becomes of the others, and does it in the same act", async () => {
  const planId = await newPlan("Family", "per_family");
  const payer = await attach(planId, null);
  const child = await attach(planId, payer);
  expect(await act(payer, "cancel", ending)).toMatchObject({
    status: 409,
    body: {
      code: "refused",
      rule: "MEM-13",
      allowed_actions: [`new_payer ${child}`, "own, with a plan", "end"],
    },
  });
  const others = { kind: "new_payer", membership_id: child };
  expect(await act(payer, "cancel", { ...ending, others })).toMatchObject({
    status: 200,
    body: { other_membership_ids: [child], explain: { rule: "MEM-13" } },
  });
  const { data } = await practice.client.GET("/v1/memberships/{membership_id}", {
    params: { path: { membership_id: child } },
  });
  expect(data).toMatchObject({ covered_by: null, bill_from: "2026-07-01" });
});

test("MEM-4: an impossible act names the rule, the present status and what is allowed", async () => {
  const id = await attach(await newPlan("Gold", "per_person"), null);
  expect(await act(id, "pause", {})).toMatchObject({
    status: 409,
    body: {
      rule: "MEM-4",
      present_status: "Deferred",
      allowed_actions: ["edit_start", "change", "cancel"],
    },
  });
});
