import * as z from "zod";
import { defineVerb, getRecord } from "../run/index.ts";
import { employerKind } from "./employer.ts";

export const getEmployer = defineVerb({
  name: "employer.get",
  permission: "patient.read",
  input: z.strictObject({ id: z.string() }),
  run: ({ input, ...given }) => getRecord(given, employerKind, input.id),
});
