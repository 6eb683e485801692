import * as z from "zod";
import { defineVerb, getRecord } from "../run/index.ts";
import { householdKind } from "./household.ts";

export const getHousehold = defineVerb({
  name: "household.get",
  permission: "patient.read",
  input: z.strictObject({ id: z.string() }),
  run: ({ input, ...given }) => getRecord(given, householdKind, input.id),
});
