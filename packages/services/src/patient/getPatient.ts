import * as z from "zod";
import { defineVerb, getRecord } from "../run/index.ts";
import { patientKind } from "./patient.ts";

export const getPatient = defineVerb({
  name: "patient.get",
  permission: "patient.read",
  input: z.strictObject({ id: z.string() }),
  run: ({ input, ...given }) => getRecord(given, patientKind, input.id),
});
