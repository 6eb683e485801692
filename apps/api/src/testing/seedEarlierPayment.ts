import type { RollbookClient } from "@rollbook/client";

/** A payment of the earlier system, so that the practice has something to move. */
export async function seedEarlierPayment({
  client,
  patientId,
}: {
  client: RollbookClient;
  patientId: string;
}): Promise<string> {
  const id = "old-1";
  await client.POST("/v1/payments-migration/earlier-payments", {
    params: { header: { "Idempotency-Key": crypto.randomUUID() } },
    body: {
      payments: [
        {
          id,
          patient_id: patientId,
          payer_kind: "patient",
          currency: "USD",
          amount_minor: 9_900,
          received_on: "2026-04-01",
          method: "card",
          invoice_id: null,
          processor_reference: null,
        },
      ],
    },
  });
  return id;
}
