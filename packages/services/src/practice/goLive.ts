import { addDays } from "@rollbook/core/calendar";
import { refuse } from "@rollbook/core/explain";
import type { ComingInvoices } from "@rollbook/core/invoice";
import { countMoved } from "@rollbook/db/cutOver";
import * as z from "zod";
import { comingCharges, requestBilling } from "../billing/index.ts";
import { defineVerb, refused, ServiceError, type Given } from "../run/index.ts";
import { changePractice, shownPractice } from "./updatePractice.ts";

export interface FirstCharges {
  readonly through: string;
  readonly invoiceCount: number;
  readonly totalMinor: number;
  readonly parkedCount: number;
}

/** How far ahead the preview of first charges looks. */
const firstChargesDays = 31;

function summaryOf({ invoices, parked }: ComingInvoices, through: string): FirstCharges {
  const totalMinor = invoices.reduce((sum, invoice) => sum + invoice.totalMinor, 0);
  return { through, invoiceCount: invoices.length, totalMinor, parkedCount: parked.length };
}

async function firstCharges(given: Given): Promise<FirstCharges> {
  const through = addDays(given.today, firstChargesDays);
  return summaryOf(await comingCharges(given, { through }), through);
}

/** What the first month would charge: what the owner is asked to accept (INV-3). */
export const previewFirstCharges = defineVerb({
  name: "practice.preview_first_charges",
  permission: "practice.read",
  input: z.strictObject({}),
  run: async ({ input: _input, ...given }) => firstCharges(given),
});

/** The figures that were shown; others than today's are refused, so that nobody accepts what changed meanwhile. */
export const AcceptedCharges = z.strictObject({ invoiceCount: z.int(), totalMinor: z.int() });
export type AcceptedCharges = z.infer<typeof AcceptedCharges>;

/** @throws ServiceError stale */
export async function makeLive(given: Given, accepted: AcceptedCharges) {
  if (given.practice.isLive)
    return { practice: shownPractice(given, given.practice), preview: given.practice.livePreview };
  const preview = await firstCharges(given);
  const { invoiceCount, totalMinor } = accepted;
  if (preview.invoiceCount !== invoiceCount || preview.totalMinor !== totalMinor) {
    const seen = `${preview.invoiceCount} invoices over ${preview.totalMinor} minor units`;
    throw new ServiceError(
      "stale",
      `The first charges are now ${seen}: look at the preview again (INV-3).`,
    );
  }
  const practice = await changePractice(given, {
    liveOn: given.today,
    liveBy: given.context.actor.id,
    livePreview: preview,
  });
  await requestBilling(given);
  return { practice: shownPractice(given, practice), preview };
}

async function refuseWhereAnyMoved({ tx }: Given): Promise<void> {
  const count = await countMoved(tx);
  if (count === 0) return;
  const who = count === 1 ? "1 member was" : `${count} members were`;
  throw refused(
    refuse(
      "CUT-2",
      `${who} billed elsewhere before: the practice goes live by accepting its cut-over proof, which shows that no day is billed twice and none is missed. Look at it at GET /v1/cut-over/proof or on the page Moving here, and accept it at POST /v1/cut-over/accept. (CUT-2)`,
      ["acceptCutOver"],
    ),
  );
}

/**
 * The owner of a practice whose members were never billed elsewhere accepts the preview of first charges, as it was seen;
 * from now on the billing run issues (INV-3). Any other goes live by its cut-over proof (CUT-2).
 */
export const goLive = defineVerb({
  name: "practice.go_live",
  permission: "practice.go_live",
  input: z.strictObject({ accepted: AcceptedCharges }),
  run: async ({ input, ...given }) => {
    if (!given.practice.isLive) await refuseWhereAnyMoved(given);
    return makeLive(given, input.accepted);
  },
  audit: ({ input, result }) => ({
    entityId: result.practice.practiceId,
    detail: { accepted: input.accepted },
  }),
});
