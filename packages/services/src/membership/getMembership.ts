import * as z from "zod";
import { defineVerb, getRecord } from "../run/index.ts";
import { membershipKind } from "./membership.ts";
import { viewOf } from "./view.ts";

export const getMembership = defineVerb({
  name: "membership.get",
  permission: "membership.read",
  input: z.strictObject({ id: z.string() }),
  run: async ({ input, ...given }) =>
    viewOf(await getRecord(given, membershipKind, input.id), given.today),
});
