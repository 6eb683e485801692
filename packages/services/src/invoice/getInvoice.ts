import * as z from "zod";
import { defineVerb } from "../run/index.ts";
import { readInvoice } from "./invoice.ts";

export const getInvoice = defineVerb({
  name: "invoice.get",
  permission: "invoice.read",
  input: z.strictObject({ id: z.string() }),
  run: ({ input, ...given }) => readInvoice(given, input.id),
});
