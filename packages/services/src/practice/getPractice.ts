import * as z from "zod";
import { defineVerb } from "../run/index.ts";

export const getPractice = defineVerb({
  name: "practice.get",
  permission: "practice.read",
  input: z.strictObject({}),
  run: async ({ practice, today }) => ({ ...practice, today }),
  audit: ({ result }) => ({ entityId: result.practiceId }),
});
