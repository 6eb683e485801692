import * as z from "zod";
import { defineVerb, getRecord } from "../run/index.ts";
import { membershipKind, viewOf } from "../membershipState/index.ts";

export const getMembership = defineVerb({
  name: "membership.get",
  permission: "membership.read",
  input: z.strictObject({ id: z.string() }),
  run: async ({ input, ...given }) =>
    viewOf(await getRecord(given, membershipKind, input.id), given.today),
});
