import { Currency } from "@rollbook/core/money";
import { createRollbookClient } from "@rollbook/client";
import { makeLiveRow } from "@rollbook/db/testing";
import { createOwnerApiKey } from "@rollbook/services/apiKey";
import { applyProcessorEvent } from "@rollbook/services/processorEvent";
import { runVerb, systemContext, type Services } from "@rollbook/services/run";

/** Two payers who owe 100.00 and 50.00; the second paid 75.00 by the processor, tied to no invoice. */
export async function seedPayers({
  services,
  practiceId,
  apiUrl,
}: {
  services: Services;
  practiceId: string;
  apiUrl: string;
}): Promise<void> {
  const { key: apiKey } = await createOwnerApiKey(services, { practiceId, name: "seed" });
  await makeLiveRow(services.database, { practiceId, on: "2026-05-01" });
  const client = createRollbookClient({ baseUrl: apiUrl, apiKey });
  const plan = await client.POST("/v1/plans", {
    body: { type: "service", name: "Visit", price_minor: 10_000 },
  });
  const bill = async (first_name: string, last_name: string, price_minor: number) => {
    const patient = await client.POST("/v1/patients", { body: { first_name, last_name } });
    const patient_id = patient.data?.id ?? "";
    const line = { product_id: plan.data?.id ?? "", patient_id, price_minor };
    const invoice = await client.POST("/v1/invoices", {
      params: { header: { "Idempotency-Key": String(price_minor) } },
      body: { payer: { kind: "patient", id: patient_id }, lines: [line] },
    });
    if (invoice.error !== undefined) throw new Error(JSON.stringify(invoice.error));
    return patient_id;
  };
  await bill("Łukasz", "Świątek", 10_000);
  const id = await bill("Zoë", "Ångström", 5000);
  const at = services.clock();
  await runVerb(services, applyProcessorEvent, {
    context: systemContext({ practiceId, instant: at, requestId: "req_seed" }),
    input: {
      id: "evt_seed",
      type: "payment_intent.succeeded",
      occurredAt: at,
      effect: {
        kind: "payment_succeeded",
        reference: "pi_seed",
        payer: { kind: "patient", id },
        amountMinor: 7500,
        currency: Currency.parse("USD"),
        method: "card",
        at,
        invoiceId: null,
      },
    },
  });
}

/** Money that names nobody: each waits for a person. */
export async function seedMoneyOfNobody({
  services,
  practiceId,
  count,
}: {
  services: Services;
  practiceId: string;
  count: number;
}): Promise<void> {
  const at = services.clock();
  const context = systemContext({ practiceId, instant: at, requestId: "req_seed" });
  for (let number = 1; number <= count; number += 1)
    await runVerb(services, applyProcessorEvent, {
      context,
      input: {
        id: `evt_nobody_${number}`,
        type: "payment_intent.succeeded",
        occurredAt: at,
        effect: {
          kind: "payment_succeeded",
          reference: `pi_nobody_${number}`,
          payer: null,
          amountMinor: 1000,
          currency: Currency.parse("USD"),
          method: "card",
          at,
          invoiceId: null,
        },
      },
    });
}
