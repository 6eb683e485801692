import { withPractice } from "@rollbook/db";
import { makeLiveRow } from "@rollbook/db/testing";
import { Interval, PlainDate } from "@rollbook/core/calendar";
import { Currency } from "@rollbook/core/money";
import { attachPlan, holdThoseLeftBehind } from "@rollbook/services/membership";
import { createPatient } from "@rollbook/services/patient";
import { createPlan } from "@rollbook/services/plan";
import { applyProcessorEvent } from "@rollbook/services/processorEvent";
import { runVerb, setUp, systemContext, type Services } from "@rollbook/services/run";
import type { RollbookClient } from "@rollbook/client";
import type { KnownValues } from "./arbitraryOf.ts";
import type { TestPractice } from "./practiceApi.ts";
import { made, madeMany } from "./made.ts";
import { seedPriceProposal } from "./seedPriceProposal.ts";
import { seedEarlierPayment } from "./seedEarlierPayment.ts";
import { seedProcessorRefund } from "./seedProcessorRefund.ts";
import { seedSyncs } from "./seedSyncs.ts";
import { seedUsers } from "./seedUsers.ts";

type Seeding = { practice: TestPractice; services: Services };

/** A practice with something of everything, and its ids by the names of the fields that take them. */
export async function seedPractice(input: Seeding): Promise<KnownValues> {
  const people = await seedPeople(input.practice);
  const billing = await seedBilling({ ...input, people });
  const connections = await seedConnections(input);
  const priced = { ...billing, ...connections };
  return {
    ...plainValues,
    ...people,
    ...billing,
    ...fhirValues({ ...people, ...billing }),
    ...connections,
    proposal_id: [await seedPriceProposal({ ...input, known: priced })],
    practice_id: [input.practice.practiceId],
    payer: [
      { kind: "patient", id: people.patient_id?.[0] },
      { kind: "employer", id: people.employer_id?.[0] },
    ],
  };
}

/** The same ids as FHIR writes them. */
function fhirValues(known: KnownValues): KnownValues {
  const ids = (name: string) => (known[name] ?? []).map((id) => String(id).replace("_", "-"));
  return {
    coverage_id: ids("membership_id"),
    account_id: ids("patient_id"),
    patient: ids("patient_id"),
  };
}

const plainValues: KnownValues = {
  file: [
    "First name,Last name,Date of birth,Plan,Last billed\nAda,Lovelace,12/10/1985,Gold,05/01/2026\n",
  ],
  file_name: ["roster.csv"],
  month: ["2019-01"],
  received_on: ["2026-05-15", "2026-05-14"],
  today: ["2026-05-16", "2026-05-20"],
  through_day: ["2026-05-31", null],
  through: ["2026-06-30"],
  accepted: [{ invoice_count: 0, total_minor: 0 }],
  from: ["2026-07-01", null],
  end_date: ["2026-05-31", "2026-06-30"],
  on: ["2026-05-15"],
  code: ["other"],
  reason: ["Moved away"],
  unused: [{ start: "2026-05-10", end: "2026-05-31" }],
  field: ["email"],
  url: ["https://hooks.example.com/rollbook"],
  covered_by: [null],
  also_covers: [[]],
  interval: ["P1M", "P1Y"],
  currency: ["USD"],
  time_zone: ["America/Chicago", "Europe/London"],
  locale: ["en-US", "de-DE"],
  phone: ["+14155550123", null],
  cursor: [],
  "If-Match": ['"v1"', '"v2"', '"v3"'],
};

async function seedPeople({ client }: TestPractice): Promise<KnownValues> {
  const household = await made(client.POST("/v1/households", { body: { name: "Lovelace" } }));
  const employer = await made(
    client.POST("/v1/employers", { body: { name: "Analytical Engines" } }),
  );
  const patients = await madeMany(6, (index) =>
    client.POST("/v1/patients", {
      body: {
        first_name: "Ada",
        last_name: `Lovelace ${index}`,
        birth_date: "1985-12-10",
        household_id: household,
      },
    }),
  );
  return {
    household_id: [household],
    employer_id: [employer],
    patient_id: patients,
    payer_patient_id: patients,
  };
}

async function seedBilling(input: Seeding & { people: KnownValues }): Promise<KnownValues> {
  const { client } = input.practice;
  const patients = (input.people.patient_id ?? []).map(String);
  const plan = await made(client.POST("/v1/plans", { body: goldPlan }));
  const service = await made(
    client.POST("/v1/plans", {
      body: { type: "service", name: "Travel visit", price_minor: 5000 },
    }),
  );
  const memberships = await attachAll({ client, patients, plan });
  for (const membership of memberships)
    await client.POST("/v1/memberships/{membership_id}/processor-account", {
      params: { path: { membership_id: membership } },
      body: { customer_id: "cus_seed", payment_method_id: "pm_seed" },
    });
  const invoices = await seedInvoices(input);
  const products = { patient_id: patients, product_id: [plan, service] };
  const money = await seedPayments({ client, known: products });
  return {
    ...money,
    plan_id: [plan],
    product_id: [plan, service],
    membership_id: memberships,
    invoice_id: [...(money.invoice_id ?? []), ...invoices],
  };
}

async function seedConnections(input: Seeding): Promise<KnownValues> {
  const { client, practiceId } = input.practice;
  const apiKey = await made(
    client.POST("/v1/api-keys", { body: { name: "Other", role: "read_only" } }),
  );
  const webhook = await made(
    client.POST("/v1/webhooks", { body: { url: "https://hooks.example.com/" } }),
  );
  const patientId = await made(client.POST("/v1/patients", { body: { last_name: "Told" } }));
  const event = await client.GET("/v1/webhooks/{webhook_id}/deliveries", {
    params: { path: { webhook_id: webhook } },
  });
  const roster = await made(
    client.POST("/v1/rosters", { body: { spreadsheet_id: `sheet-of-${practiceId}` } }),
  );
  const appointmentType = await made(
    client.POST("/v1/appointment-types", {
      body: { name: "Annual visit", filter: { kind: "any_membership" } },
    }),
  );
  const processorEvent = await seedProcessorEvent(input);
  const earlierPayment = await seedEarlierPayment({ client, patientId });
  const rehearsal = await client.POST("/v1/payments-migration/rehearse");
  return {
    processor_event_id: [processorEvent],
    earlier_payment_id: [earlierPayment],
    rehearsal_id: [rehearsal.data?.rehearsal_id],
    api_key_id: [apiKey],
    user_id: await seedUsers(input),
    webhook_id: [webhook],
    event_id: [event.data?.data[0]?.event_id],
    roster_id: [roster],
    ...(await seedSyncs({ ...input, rosterId: roster })),
    appointment_type_id: [appointmentType],
    counter_entry_id: [await seedProcessorRefund({ ...input, patientId })],
  };
}

async function seedInvoices({
  practice,
  services,
}: {
  practice: TestPractice;
  services: Services;
}): Promise<string[]> {
  const { client, practiceId } = practice;
  await makeLiveRow(services.database, { practiceId, on: "2026-05-01" });
  const run = await client.POST("/v1/billing-runs", {
    params: { header: { "Idempotency-Key": "seed" } },
  });
  const { data } = await client.GET("/v1/invoices");
  if (data === undefined || data.data.length === 0) {
    throw new Error(`the seed billed nothing: ${JSON.stringify(run.data ?? run.error)}`);
  }
  return data.data.map((invoice) => invoice.id);
}

/** A new invoice, a payment of its payer, and an allocation of a part of it. */
export async function seedPayments(input: {
  client: RollbookClient;
  known: KnownValues;
}): Promise<KnownValues> {
  const { client, known } = input;
  const patient = String(known.patient_id?.[0]);
  const key = () => ({ header: { "Idempotency-Key": crypto.randomUUID() } });
  const invoice = await invoiceVisit({ known, client });
  const payment = await made(
    client.POST("/v1/payments", {
      params: key(),
      body: { payer: { kind: "patient", id: patient }, amount_minor: 4000, method: "card" },
    }),
  );
  const { data, error } = await client.POST("/v1/payments/{payment_id}/allocate", {
    params: { ...key(), path: { payment_id: payment } },
    body: { invoice_id: invoice, amount_minor: 1000 },
  });
  const allocation = data?.allocations[0]?.id;
  if (allocation === undefined) throw new Error(`nothing was allocated: ${JSON.stringify(error)}`);
  return {
    invoice_id: [invoice],
    payment_id: [payment],
    allocation_id: [allocation],
    payer_kind: ["patient"],
    payer_id: [patient],
    amount_minor: [100, 200],
    tied_invoice_id: [null],
  };
}

/** Money that nobody named: a person says whose it is. */
export async function seedProcessorEvent({ practice, services }: Seeding): Promise<string> {
  const { practiceId } = practice;
  const at = services.clock();
  const context = systemContext({ practiceId, instant: at, requestId: "req_seed" });
  const id = `evt_${crypto.randomUUID().replaceAll("-", "").slice(0, 26)}`;
  await runVerb(services, applyProcessorEvent, {
    context,
    input: {
      id,
      type: "payment_intent.succeeded",
      occurredAt: at,
      effect: {
        kind: "payment_succeeded",
        reference: `pi_${id}`,
        payer: null,
        amountMinor: 4200,
        currency: Currency.parse("USD"),
        method: "card",
        at,
        invoiceId: null,
      },
    },
  });
  return id;
}

/** A family whose paying membership was ended by a roster, so that the other one waits on hold. */
export async function seedLeftBehind({ practice, services }: Seeding): Promise<string> {
  const context = systemContext({
    practiceId: practice.practiceId,
    instant: services.clock(),
    requestId: "req_seed",
  });
  const interval = Interval.parse("P1M");
  const plan = await runVerb(services, createPlan, {
    context,
    input: {
      type: "membership",
      name: crypto.randomUUID(),
      pricing: { kind: "per_family", prices: [{ interval, priceMinor: 40_000, from: null }] },
    },
  });
  const attach = async (coveredBy: string | null): Promise<string> => {
    const patient = await runVerb(services, createPatient, {
      context,
      input: { lastName: "Family" },
    });
    const input = {
      patientId: patient.id,
      planId: plan.id,
      interval,
      coveredBy,
      statedStart: PlainDate.parse("2026-06-01"),
    };
    return (await runVerb(services, attachPlan, { context, input })).membership.id;
  };
  const payerId = await attach(null);
  await attach(payerId);
  await withPractice(services.database, practice, async (tx) => {
    await tx`update membership set end_date = '2026-06-30' where id = ${payerId}`;
    await holdThoseLeftBehind(await setUp(services, { tx, context, input: {} }));
  });
  return payerId;
}

export const goldPlan = {
  type: "membership" as const,
  name: "Gold",
  pricing: {
    kind: "per_person" as const,
    prices: [
      { interval: "P1M", price_minor: 24995 },
      { interval: "P1Y", price_minor: 269900 },
    ],
  },
};

async function attachAll(input: {
  client: RollbookClient;
  patients: string[];
  plan: string;
}): Promise<string[]> {
  const ids: string[] = [];
  for (const patient of input.patients) {
    const { data, error } = await input.client.POST("/v1/memberships", {
      body: {
        patient_id: patient,
        plan_id: input.plan,
        interval: "P1M",
        last_billed: "2026-04-01",
        past_start: "bill_back",
      },
    });
    if (data === undefined) throw new Error(JSON.stringify(error));
    ids.push(data.membership.id);
  }
  return ids;
}

type Start = { last_billed: string; past_start?: "bill_back" };

/** A new membership: Deferred with a start that comes, Pending with one that has passed. */
export async function attachNew(input: {
  known: KnownValues;
  client: RollbookClient;
  start: Start;
}): Promise<string> {
  const patient = await made(input.client.POST("/v1/patients", { body: { last_name: "New" } }));
  const { data } = await input.client.POST("/v1/memberships", {
    body: {
      patient_id: patient,
      plan_id: String(input.known.plan_id?.[0]),
      interval: "P1M",
      ...input.start,
    },
  });
  if (data === undefined) throw new Error("the new membership was refused");
  return data.membership.id;
}

export function invoiceVisit({
  known,
  client,
}: {
  known: KnownValues;
  client: RollbookClient;
}): Promise<string> {
  const patient = String(known.patient_id?.[0]);
  return made(
    client.POST("/v1/invoices", {
      params: { header: { "Idempotency-Key": crypto.randomUUID() } },
      body: {
        payer: { kind: "patient", id: patient },
        lines: [{ product_id: String(known.product_id?.[1]), patient_id: patient }],
      },
    }),
  );
}

export async function writeOff({
  client,
  id,
}: {
  client: RollbookClient;
  id: string;
}): Promise<void> {
  await client.POST("/v1/invoices/{invoice_id}/mark-bad-debt", {
    params: { path: { invoice_id: id } },
  });
}
