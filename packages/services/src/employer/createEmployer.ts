import { createRecords, defineVerb, type Given } from "../run/index.ts";
import {
  CreateEmployerInput,
  employerDefaults,
  employerKind,
  type Employer,
  type NewEmployer,
} from "./employer.ts";

/** Many at once, in one statement. */
export function createEmployers(
  given: Given,
  inputs: readonly NewEmployer[],
): Promise<readonly Employer[]> {
  return createRecords(
    given,
    employerKind,
    inputs.map((input) => ({ ...employerDefaults, ...input })),
  );
}

export const createEmployer = defineVerb({
  name: "employer.create",
  permission: "patient.write",
  input: CreateEmployerInput,
  run: async ({ input, ...given }) => {
    const [made] = await createEmployers(given, [input]);
    return made as Employer;
  },
});
