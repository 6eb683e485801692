import { addDays, PlainDate } from "@rollbook/core/calendar";
import { comingInvoices, type ComingInvoices } from "@rollbook/core/invoice";
import * as z from "zod";
import { defineVerb, ServiceError, type Given } from "../run/index.ts";
import { observeBilling } from "./observeBilling.ts";

/** What would be billed through a day, as things stand, whether or not the practice is live (INV-4). Writes nothing. */
export function comingCharges(
  given: Given,
  { through }: { through: PlainDate },
): Promise<ComingInvoices> {
  return observeBilling(given, { through: null }).then((observation) =>
    comingInvoices({ ...observation, through }),
  );
}

const furthestDays = 800;

export const previewCharges = defineVerb({
  name: "billing.preview",
  permission: "invoice.read",
  input: z.strictObject({
    /** Today when left out. */
    through: PlainDate.optional(),
  }),
  run: async ({ input, ...given }) => {
    const through = input.through ?? given.today;
    if (through > addDays(given.today, furthestDays)) {
      throw new ServiceError("invalid", `A forecast reaches ${furthestDays} days ahead at most.`);
    }
    return comingCharges(given, { through });
  },
  audit: ({ result }) => ({ entityId: null, detail: { count: result.invoices.length } }),
});
