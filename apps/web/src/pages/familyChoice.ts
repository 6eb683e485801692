import type { components } from "@rollbook/client";
import { answered } from "../parts/answered.ts";
import type { Names } from "../parts/names.ts";
import type { Session } from "../session.ts";
import { everyPage } from "./everyPage.ts";

type Membership = components["schemas"]["Membership"];

/** One answer to "who pays for the others afterwards?" (MEM-13). */
export interface FamilyOption {
  label: string;
  choice: NonNullable<components["schemas"]["FamilyChoice"]>;
}

/** What may become of those whom this membership's family price covers; none where it covers nobody else. */
export async function familyOptions({
  session,
  names,
  membership,
}: {
  session: Session;
  names: Names;
  membership: Membership;
}): Promise<FamilyOption[]> {
  if (membership.also_covers.length === 0) return [];
  const [payers, plans] = await Promise.all([
    Promise.all(membership.also_covers.map((id) => coveredBy({ session, membership, id }))),
    everyPage((cursor) =>
      answered(
        session.client.GET("/v1/plans", {
          params: { query: { limit: 100, is_archived: false, ...cursor } },
        }),
      ),
    ),
  ]);
  const named = await Promise.all(
    payers
      .flat()
      .map(async ({ id, patient_id }) => ({ id, name: await names.patient(patient_id) })),
  );
  return [
    ...named.map(({ id, name }) => ({
      label: `${name} pays for all`,
      choice: { kind: "new_payer" as const, membership_id: id },
    })),
    ...plans
      .filter((plan) => plan.type === "membership" && plan.pricing.kind !== "per_family")
      .map(({ id, name }) => ({
        label: `Each pays their own: ${name}`,
        choice: { kind: "own" as const, plan_id: id },
      })),
    { label: "They end too", choice: { kind: "end" } },
  ];
}

async function coveredBy({
  session,
  membership,
  id,
}: {
  session: Session;
  membership: Membership;
  id: string;
}): Promise<Membership[]> {
  const { data } = await answered(
    session.client.GET("/v1/memberships", { params: { query: { patient_id: id, limit: 100 } } }),
  );
  return data.filter(({ covered_by: by }) => by === membership.id);
}
