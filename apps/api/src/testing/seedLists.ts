import { withPractice } from "@rollbook/db";
import { insertAttempt } from "@rollbook/db/autopay";
import {
  deleteConflict,
  insertPriceProposal,
  insertRoster,
  putConflict,
  withdrawPriceProposal,
} from "@rollbook/db/roster";
import { makeLiveRow } from "@rollbook/db/testing";
import type { Services } from "@rollbook/services/run";
import { made, madeMany } from "./made.ts";
import type { PracticeApi, TestPractice } from "./practiceApi.ts";
import { goldPlan, seedProcessorEvent } from "./seedPractice.ts";
import { seedProcessorRefund } from "./seedProcessorRefund.ts";

type Seeding = { practice: TestPractice; services: Services };

const day = (number: number): string => `2026-04-${String(number).padStart(2, "0")}`;
const times = (count: number): number[] => Array.from({ length: count }, (_, at) => at + 1);

/** A practice whose lists are longer than a page of two; one of them is longer than the page that nobody asked for. */
export async function seedLists(api: Pick<PracticeApi, "newPractice" | "services">) {
  const { services } = api;
  const practice = await api.newPractice("Long lists");
  const seeding = { practice, services };
  const { client } = practice;
  const planId = await made(client.POST("/v1/plans", { body: goldPlan }));
  const members = await seedMembers({ ...seeding, planId });
  await seedDueInvoices(seeding);
  await seedSkippedPeriods({ ...seeding, membershipIds: members.memberships });
  for (const _ of times(27)) await seedProcessorEvent(seeding);
  await seedRefunds({ ...seeding, patientIds: members.patients });
  const rosterId = await seedRosters(seeding);
  await seedConflicts({ ...seeding, rosterId });
  await seedProposals({ ...seeding, rosterId, planId });
  await seedAppointmentTypes(seeding);
  return { practice, rosterId, planId };
}

/** Five who are billed for May already and pay by themselves, and one who waits for June. */
async function seedMembers({ practice: { client }, planId }: Seeding & { planId: string }) {
  const patients = await madeMany(6, (at) =>
    client.POST("/v1/patients", { body: { last_name: `Member ${at}` } }),
  );
  const memberships: string[] = [];
  for (const [at, patient_id] of patients.entries()) {
    const billed = at === 5 ? day(30) : day(15);
    const { data, error } = await client.POST("/v1/memberships", {
      body: {
        patient_id,
        plan_id: planId,
        interval: "P1M",
        last_billed: billed,
        past_start: "bill_back",
        payment_method: "card",
        is_autopay: true,
        mandate_on: day(1),
      },
    });
    if (data === undefined) throw new Error(JSON.stringify(error));
    memberships.push(data.membership.id);
  }
  return { patients, memberships };
}

/** Every second one waits for a person: a charge of another amount was not answered. */
async function seedDueInvoices({ practice, services }: Seeding): Promise<void> {
  const { client, practiceId } = practice;
  await makeLiveRow(services.database, { practiceId, on: "2026-05-01" });
  await client.POST("/v1/billing-runs", { params: { header: { "Idempotency-Key": "seed" } } });
  const { data } = await client.GET("/v1/invoices", { params: { query: { limit: 100 } } });
  const ids = (data?.data ?? []).map(({ id }) => id);
  await withPractice(services.database, practice, async (tx) => {
    for (const [at, invoiceId] of ids.entries()) {
      if (at % 2 === 1) continue;
      await insertAttempt(tx, practiceId, {
        invoiceId,
        attempt: 1,
        idempotencyKey: `seed:${invoiceId}`,
        amountMinor: 1,
        currency: "USD",
        method: "card",
        mandateOn: day(1),
        startedAt: services.clock(),
      });
    }
  });
}

async function seedSkippedPeriods({
  practice,
  services,
  membershipIds,
}: Seeding & { membershipIds: readonly string[] }): Promise<void> {
  const skipped = [1, 2, 3].map((month) => ({
    start: `2025-0${month}-01`,
    end: `2025-0${month}-28`,
    reason: "auto_invoice_off",
  }));
  const waivers = [{ start: "2024-01-01", end: "2024-01-31", reason: "away" }, ...skipped];
  await withPractice(services.database, practice, async (tx) => {
    for (const id of membershipIds.slice(0, 3))
      await tx`
        update membership set waivers = ${JSON.stringify(waivers)}::text::jsonb
        where practice_id = ${practice.practiceId} and id = ${id}`;
  });
}

/** Every second one cannot be asked for. */
async function seedRefunds({
  practice,
  services,
  patientIds,
}: Seeding & { patientIds: readonly string[] }): Promise<void> {
  for (const [at, patientId] of patientIds.entries()) {
    const id = await seedProcessorRefund({ practice, services, patientId });
    const reason = at % 2 === 0 ? "Stripe is not set up." : null;
    await withPractice(
      services.database,
      practice,
      (tx) => tx`
        update processor_refund set reason = ${reason}
        where practice_id = ${practice.practiceId} and counter_entry_id = ${id}`,
    );
  }
}

/** More than a practice may connect, some of them in one instant. */
async function seedRosters({ practice, services }: Seeding): Promise<string> {
  const ids = times(5).map((at) => `ros_0000000000000000000000000${at}`);
  await withPractice(services.database, practice, async (tx) => {
    for (const [at, rosterId] of ids.entries())
      await insertRoster(tx, practice.practiceId, {
        rosterId,
        spreadsheetId: `sheet-${at}`,
        sheetId: null,
        settings: {},
        isFirstSyncApproved: true,
        isCreatingPlans: false,
        isMadeHere: false,
        createdAt: at < 3 ? services.clock() : "2026-05-16T12:00:00.000Z",
      });
  });
  return ids[0] ?? "";
}

async function seedConflicts({
  practice,
  services,
  rosterId,
}: Seeding & { rosterId: string }): Promise<void> {
  await withPractice(services.database, practice, async (tx) => {
    for (const rowId of ["rb-1", "rb-10", "rb-2"])
      for (const field of ["city", "email"])
        await putConflict(tx, practice.practiceId, {
          rosterId,
          rowId,
          field,
          base: null,
          sheetValue: "here",
          storedValue: "there",
          openedAt: services.clock(),
        });
  });
}

export function settleConflict(
  { practice, services }: Seeding,
  conflict: { rosterId: string; rowId: string; field: string },
): Promise<void> {
  return withPractice(services.database, practice, (tx) => deleteConflict(tx, conflict));
}

async function seedProposals(input: Seeding & { rosterId: string; planId: string }) {
  for (const number of times(5)) await typePrice({ ...input, number });
}

/** Two of each three prices are typed in one instant. */
export async function typePrice({
  practice,
  services,
  number,
  ...priced
}: Seeding & { rosterId: string; planId: string; number: number }): Promise<void> {
  const at = `2026-05-${String(10 + Math.floor(number / 3)).padStart(2, "0")}T12:00:00.000Z`;
  await withPractice(services.database, practice, async (tx) => {
    await withdrawPriceProposal(tx, { planId: priced.planId, interval: "P1M", at });
    await insertPriceProposal(tx, practice.practiceId, {
      ...priced,
      id: `prp_0000000000000000000000000${number}`,
      interval: "P1M",
      priceMinor: 20_000 + number,
      currency: "USD",
      at,
    });
  });
}

/** Every third lets everyone book, so that it shuts nobody out. */
async function seedAppointmentTypes({ practice: { client } }: Seeding): Promise<void> {
  await madeMany(9, (at) =>
    client.POST("/v1/appointment-types", {
      body: {
        name: `Visit ${at}`,
        filter: { kind: at % 3 === 2 ? "everyone" : "any_membership" },
      },
    }),
  );
}
