import { createRecords, defineVerb, type Given } from "../run/index.ts";
import {
  CreatePatientInput,
  patientDefaults,
  patientKind,
  type Patient,
  type NewPatient,
} from "./patient.ts";

/** Many at once, in one statement. */
export function createPatients(
  given: Given,
  inputs: readonly NewPatient[],
): Promise<readonly Patient[]> {
  return createRecords(
    given,
    patientKind,
    inputs.map((input) => ({ ...patientDefaults, ...input })),
  );
}

export const createPatient = defineVerb({
  name: "patient.create",
  permission: "patient.write",
  input: CreatePatientInput,
  run: async ({ input, ...given }) => {
    const [made] = await createPatients(given, [input]);
    return made as Patient;
  },
});
