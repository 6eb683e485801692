import { voidInvoice as planVoid } from "@rollbook/core/invoice";
import type { LaterEvent } from "@rollbook/core/membership";
import { endClaims } from "@rollbook/db/invoice";
import * as z from "zod";
import { applyEvents } from "../membershipState/index.ts";
import { changeRecords, defineVerb, refused, type Given } from "../run/index.ts";
import { holdInvoice, invoiceKind, readInvoice } from "./invoice.ts";
import { billedBeside, claimedLines } from "./issuedLines.ts";

/** Voids an unpaid invoice; its number stays. Its days are billed again or waived, as is said (INV-6). */
export const voidInvoice = defineVerb({
  name: "invoice.void",
  permission: "invoice.write",
  input: z.strictObject({
    id: z.string(),
    version: z.int().optional(),
    reason: z.string().trim().min(1),
    /** Null asks. */
    isBilledAgain: z.boolean().nullable().default(null),
  }),
  run: async ({ input, ...given }) => {
    const invoice = await holdInvoice(given, input.id);
    const lines = claimedLines(invoice);
    const planned = planVoid({
      status: invoice.status,
      lines,
      isBilledAgain: input.isBilledAgain,
      stillBilled: await billedBeside(given, lines),
    });
    if (planned.kind === "refused") throw refused(planned);
    await changeRecords(given, invoiceKind, [
      {
        id: invoice.id,
        version: input.version ?? invoice.version,
        changes: {
          status: "voided",
          voidedOn: given.today,
          voidReason: input.reason,
          isBilledAgain: input.isBilledAgain,
        },
      },
    ]);
    await endClaims(given.tx, { lineIds: invoice.lines.map((line) => line.id) });
    await tellMemberships(given, planned);
    return readInvoice(given, invoice.id);
  },
  audit: ({ input, result }) => ({
    entityId: result.id,
    detail: { reason: input.reason, isBilledAgain: input.isBilledAgain },
  }),
});

type Planned = Extract<ReturnType<typeof planVoid>, { kind: "planned" }>;

async function tellMemberships(
  given: Given,
  { freed, waivers, feesDueAgain }: Planned,
): Promise<void> {
  const events = new Map<string, LaterEvent[]>();
  const add = (membershipId: string, event: LaterEvent) => {
    if (membershipId === "") return;
    events.set(membershipId, [...(events.get(membershipId) ?? []), event]);
  };
  for (const line of freed) {
    if (line.chargeKind === "base") add(line.membershipId, { kind: "freed", period: line.period });
  }
  for (const { membershipId, waiver } of waivers) add(membershipId, { kind: "waived", waiver });
  for (const membershipId of feesDueAgain) add(membershipId, { kind: "fee_due_again" });
  await applyEvents(
    given,
    [...events].map(([id, list]) => ({ id, events: list })),
  );
}
