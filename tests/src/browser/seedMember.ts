import { createRollbookClient } from "@rollbook/client";
import { createOwnerApiKey } from "@rollbook/services/apiKey";
import type { Services } from "@rollbook/services/run";

/** One member whose coverage elsewhere ends with May. */
export async function seedMember({
  services,
  practiceId,
  apiUrl,
}: {
  services: Services;
  practiceId: string;
  apiUrl: string;
}): Promise<void> {
  const { key: apiKey } = await createOwnerApiKey(services, { practiceId, name: "seed" });
  const client = createRollbookClient({ baseUrl: apiUrl, apiKey });
  const plan = await client.POST("/v1/plans", {
    body: {
      type: "membership",
      name: "Gold",
      pricing: { kind: "per_person", prices: [{ interval: "P1M", price_minor: 9900 }] },
    },
  });
  const patient = await client.POST("/v1/patients", {
    body: { first_name: "Ada", last_name: "Lovelace", birth_date: "1985-12-10" },
  });
  const membership = await client.POST("/v1/memberships", {
    body: {
      patient_id: patient.data?.id ?? "",
      plan_id: plan.data?.id ?? "",
      interval: "P1M",
      last_billed: "2026-05-01",
    },
  });
  if (membership.error !== undefined)
    throw new Error(JSON.stringify([plan.error, patient.error, membership.error]));
}
