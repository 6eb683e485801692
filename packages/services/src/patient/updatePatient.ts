import * as z from "zod";
import { changeRecords, defineVerb, type Given, type RecordChange } from "../run/index.ts";
import { patientKind, PatientFields, type Patient, type PatientColumns } from "./patient.ts";

/** Many at once; a version that is not the stored one stops them all. @throws ServiceError stale, not_found */
export function updatePatients(
  given: Given,
  changes: readonly RecordChange<PatientColumns>[],
): Promise<readonly Patient[]> {
  return changeRecords(given, patientKind, changes);
}

export const updatePatient = defineVerb({
  name: "patient.update",
  permission: "patient.write",
  input: z.strictObject({
    id: z.string(),
    version: z.int().optional(),
    changes: PatientFields.partial(),
  }),
  run: async ({ input, ...given }) => {
    const [changed] = await updatePatients(given, [input]);
    return changed as Patient;
  },
  audit: ({ input }) => ({ entityId: input.id, detail: { fields: Object.keys(input.changes) } }),
});
