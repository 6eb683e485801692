import * as z from "zod";
import { changeRecords, defineVerb, type Given, type RecordChange } from "../run/index.ts";
import { employerKind, EmployerFields, type Employer, type EmployerColumns } from "./employer.ts";

/** Many at once; a version that is not the stored one stops them all. @throws ServiceError stale, not_found */
export function updateEmployers(
  given: Given,
  changes: readonly RecordChange<EmployerColumns>[],
): Promise<readonly Employer[]> {
  return changeRecords(given, employerKind, changes);
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
