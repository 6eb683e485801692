import { addDays, type PlainDate } from "@rollbook/core/calendar";
import type { Status } from "@rollbook/core/membership";
import { countMembershipsByStatus, countNumberedInvoices } from "@rollbook/db/practice";
import * as z from "zod";
import { comingCharges } from "../billing/index.ts";
import { defineVerb, type Given } from "../run/index.ts";

export interface PracticeOverview {
  readonly today: PlainDate;
  readonly members: number;
  readonly byStatus: Readonly<Record<Status, number>>;
  readonly invoicesIssued: number;
  /** What would be billed after today and through the last day, as things stand. */
  readonly coming: {
    readonly through: PlainDate;
    readonly count: number;
    readonly totalMinor: number;
  };
}

/** The figures that a person looks at first: members by status, invoices issued, invoices that come. */
export const practiceOverview = defineVerb({
  name: "practice.overview",
  permission: "membership.read",
  input: z.strictObject({ days: z.int().min(1).max(400).default(31) }),
  run: async ({ input, ...given }) => overviewOf(given, input),
  audit: ({ result }) => ({ entityId: null, detail: { members: result.members } }),
});

async function overviewOf(given: Given, { days }: { days: number }): Promise<PracticeOverview> {
  const { tx, today } = given;
  const through = addDays(today, days);
  const byStatus = { ...noMembers };
  for (const { status, count } of await countMembershipsByStatus(tx, { today })) {
    byStatus[status as Status] = count;
  }
  const { invoices } = await comingCharges(given, { through });
  return {
    today,
    members: Object.values(byStatus).reduce((sum, count) => sum + count, 0),
    byStatus,
    invoicesIssued: await countNumberedInvoices(tx),
    coming: {
      through,
      count: invoices.length,
      totalMinor: invoices.reduce((sum, invoice) => sum + invoice.totalMinor, 0),
    },
  };
}

const noMembers: Readonly<Record<Status, number>> = {
  Pending: 0,
  Deferred: 0,
  Active: 0,
  Paused: 0,
  Inactive: 0,
  Archived: 0,
};
