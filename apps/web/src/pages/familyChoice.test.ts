import { expect, test } from "vitest";
import type { Names } from "../parts/names.ts";
import type { Session } from "../session.ts";
import { familyOptions } from "./familyChoice.ts";

type Membership = Parameters<typeof familyOptions>[0]["membership"];

const plans = [
  { id: "pln_own", name: "Silver", type: "membership", pricing: { kind: "per_person" } },
  { id: "pln_family", name: "Family", type: "membership", pricing: { kind: "per_family" } },
  { id: "pln_visit", name: "House call", type: "other" },
];
const memberships = [
  { id: "mem_ended", patient_id: "pat_ben", covered_by: null },
  { id: "mem_ben", patient_id: "pat_ben", covered_by: "mem_ann" },
];
const session = {
  client: {
    GET: async (path: string) => ({
      data: { data: path === "/v1/plans" ? plans : memberships, next_cursor: null },
      response: new Response(),
    }),
  },
} as unknown as Session;
const names = { patient: async () => "Ben" } as unknown as Names;
const optionsOf = (membership: Partial<Membership>) =>
  familyOptions({ session, names, membership: membership as Membership });

test("MEM-13: whoever it covers may pay for all, each by a plan that is no family's, or they end", async () => {
  expect(await optionsOf({ id: "mem_ann", also_covers: ["pat_ben"] })).toEqual([
    { label: "Ben pays for all", choice: { kind: "new_payer", membership_id: "mem_ben" } },
    { label: "Each pays their own: Silver", choice: { kind: "own", plan_id: "pln_own" } },
    { label: "They end too", choice: { kind: "end" } },
  ]);
});

test("MEM-13: who pays for nobody else is asked nothing", async () => {
  expect(await optionsOf({ id: "mem_ann", also_covers: [] })).toEqual([]);
});
