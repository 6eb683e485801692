import { RosterSettings } from "@rollbook/core/roster";
import {
  getRoster,
  insertRoster,
  listRosters,
  setRosterSettings,
  setRosterState,
  watchFile,
} from "@rollbook/db/roster";
import type { Transaction } from "@rollbook/db";
import * as z from "zod";
import { defineVerb, notFound, refused } from "../run/index.ts";
import { askForSync } from "./decide.ts";

export const ConnectRosterInput = z.strictObject({
  spreadsheetId: z.string().min(1),
  sheetId: z.int().min(0).nullable().default(null),
  /** What was answered about the roster; `today` and `currency` are the practice's. */
  settings: RosterSettings.omit({ today: true, currency: true }).partial().default({}),
  /** True for `pnpm start --roster` on an empty practice; otherwise the first sync is a report to approve. */
  isFirstSyncApproved: z.boolean().default(false),
  /** Plans that the roster names are created by its first sync: for a new, empty practice. */
  isCreatingPlans: z.boolean().default(false),
  /** Rollbook made the spreadsheet: it keeps dropdowns, formats and colours there. Any other is left as it looks. */
  isMadeHere: z.boolean().default(false),
});
export type ConnectRosterInput = z.input<typeof ConnectRosterInput>;

/** Connects a spreadsheet as the practice's roster; its first sync is due now. @throws ServiceError refused, conflict */
export const connectRoster = defineVerb({
  name: "roster.connect",
  permission: "roster.write",
  input: ConnectRosterInput,
  run: async ({ tx, context, input, instant, newId }) => {
    const present = await listRosters(tx);
    if (present.length > 0) {
      throw refused({
        kind: "refused",
        rule: "SYN-10",
        reason:
          "The practice has a roster already; disconnect it before another one is connected (SYN-10).",
        allowed: ["disconnect"],
      });
    }
    const rosterId = newId("ros");
    await insertRoster(tx, context.practiceId, { ...input, rosterId, createdAt: instant });
    await watchFile(tx, context.practiceId, {
      spreadsheetId: input.spreadsheetId,
      isWatched: true,
    });
    await askForSync(tx, context);
    return { id: rosterId, spreadsheetId: input.spreadsheetId };
  },
});

export const disconnectRoster = defineVerb({
  name: "roster.disconnect",
  permission: "roster.write",
  input: z.strictObject({ id: z.string().min(1) }),
  run: async ({ tx, context, input }) => {
    const roster = await getRoster(tx, input.id);
    if (roster === undefined) throw notFound("roster", input.id);
    const { spreadsheetId } = roster;
    await setRosterState(tx, { rosterId: input.id, state: "disconnected", reason: null });
    await watchFile(tx, context.practiceId, { spreadsheetId, isWatched: false });
    return { id: input.id };
  },
});

/** Answers to the roster's questions; the next sync, which is due now, reads the columns anew with them. */
export const answerRoster = defineVerb({
  name: "roster.answer",
  permission: "roster.write",
  input: z.strictObject({
    id: z.string().min(1),
    settings: RosterSettings.omit({ today: true, currency: true }).partial(),
  }),
  run: async ({ tx, context, input }) => {
    await requireRoster(tx, input.id);
    await setRosterSettings(tx, { rosterId: input.id, settings: input.settings });
    await askForSync(tx, context);
    return { id: input.id };
  },
});

async function requireRoster(tx: Transaction, id: string): Promise<void> {
  if ((await getRoster(tx, id)) === undefined) throw notFound("roster", id);
}
