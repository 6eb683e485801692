import { makeEmployersDue } from "@rollbook/db/billing";
import * as z from "zod";
import { requestBilling } from "../billingDue/index.ts";
import { changeRecords, defineVerb, type Given, type RecordChange } from "../run/index.ts";
import { employerKind, EmployerFields, type Employer, type EmployerColumns } from "./employer.ts";

/** Many at once; a version that is not the stored one stops them all. @throws ServiceError stale, not_found */
export async function updateEmployers(
  given: Given,
  changes: readonly RecordChange<EmployerColumns>[],
): Promise<readonly Employer[]> {
  const changed = await changeRecords(given, employerKind, changes);
  const moved = changes.filter((change) => change.changes.calendar !== undefined);
  if (moved.length > 0) {
    const employerIds = moved.map(({ id }) => id);
    await makeEmployersDue(given.tx, { employerIds, today: given.today });
    await requestBilling(given);
  }
  return changed;
}

export const updateEmployer = defineVerb({
  name: "employer.update",
  permission: "patient.write",
  input: z.strictObject({
    id: z.string(),
    version: z.int().optional(),
    changes: EmployerFields.partial(),
  }),
  run: async ({ input, ...given }) => {
    const [changed] = await updateEmployers(given, [input]);
    return changed as Employer;
  },
  audit: ({ input }) => ({ entityId: input.id, detail: { fields: Object.keys(input.changes) } }),
});
