import * as z from "zod";
import { defineReading, getRecord } from "../run/index.ts";
import { membershipKind, viewOf } from "../membershipState/index.ts";

export const getMembership = defineReading({
  name: "membership.get",
  permission: "membership.read",
  input: z.strictObject({ id: z.string() }),
  find: ({ input, tx }) => getRecord({ tx }, membershipKind, input.id),
  answer: ({ today }, found) => viewOf(found, today),
});
