import { afterAll, beforeAll, expect, test } from "vitest";
import { createPatient } from "../patient/index.ts";
import { createPlan } from "../plan/index.ts";
import { startTestPractice, type TestPractice } from "../testing/index.ts";
import { attachPlan, getMembership, listMemberships } from "./index.ts";

let here: TestPractice;
let planId: string;
beforeAll(async () => {
  here = await startTestPractice();
  const plan = await here.run(createPlan, {
    type: "membership",
    name: "Gold",
    pricing: {
      kind: "per_person",
      prices: [{ interval: "P1M" as never, priceMinor: 9900, from: null }],
    },
  });
  planId = plan.id;
});
afterAll(() => here.testDatabase.drop());

test("START-1: last billed on 1 May monthly in advance starts billing on 1 June, Deferred until then", async () => {
  const patient = await here.run(createPatient, { lastName: "Nowak" });
  const { membership } = await here.run(attachPlan, {
    patientId: patient.id,
    planId,
    interval: "P1M" as never,
    lastBilled: "2026-05-01" as never,
  });
  expect(membership).toMatchObject({
    billFrom: "2026-06-01",
    coveredThrough: "2026-05-31",
    status: "Deferred",
  });
  expect(await here.run(getMembership, { id: membership.id })).toMatchObject({
    status: "Deferred",
    version: 1,
  });
});

test("a list filters by status", async () => {
  const deferred = await here.run(listMemberships, { status: ["Deferred"] });
  const active = await here.run(listMemberships, { isActive: true });
  expect([deferred.data.length, active.data.length]).toEqual([1, 0]);
});

test("PLAN-2: attaching a family member tells the paying membership whom it covers", async () => {
  const family = await here.run(createPlan, {
    type: "membership",
    name: "Family",
    pricing: {
      kind: "per_family",
      prices: [{ interval: "P1M" as never, priceMinor: 40_000, from: null }],
    },
  });
  const attach = async (lastName: string, coveredBy: string | null) => {
    const patient = await here.run(createPatient, { lastName });
    return here.run(attachPlan, {
      patientId: patient.id,
      planId: family.id,
      interval: "P1M" as never,
      lastBilled: "2026-05-01" as never,
      coveredBy,
    });
  };
  const { membership: payer } = await attach("Okafor", null);
  const { membership: child } = await attach("Okafor-Lund", payer.id);
  expect(child.coveredBy).toBe(payer.id);
  expect(await here.run(getMembership, { id: payer.id })).toMatchObject({
    alsoCovers: [child.patientId],
  });
});
