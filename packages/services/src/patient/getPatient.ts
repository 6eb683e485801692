import * as z from "zod";
import { defineReading, getRecord } from "../run/index.ts";
import { patientKind } from "./patient.ts";

export const getPatient = defineReading({
  name: "patient.get",
  permission: "patient.read",
  input: z.strictObject({ id: z.string() }),
  find: ({ tx, input }) => getRecord({ tx }, patientKind, input.id),
  answer: (_given, found) => found,
});
