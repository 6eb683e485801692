import type { Guard } from "./guards.ts";
import { nameOf, type Matching } from "./identity.ts";
import type { SyncCounts } from "./planSync.ts";
import type { SyncState } from "./syncState.ts";

/** The first sync of a roster is a match report: it writes nothing before someone approves it (SYN-2). */
export function firstSyncGuard(input: {
  state: SyncState;
  counts: SyncCounts;
  matching: Matching;
  hash: string;
}): Guard | null {
  const { state, counts, matching } = input;
  if (!state.isFirstSync || state.approvals.isFirstSyncApproved) return null;
  if (state.approvals.approvedGuards.includes(`first_sync-${input.hash}`)) return null;
  const matched = matching.matches.filter(({ kind }) => kind === "adopted").length;
  const names = new Set(matching.matches.map(({ sheet }) => nameOf(sheet.row.values)));
  const onlyHere = state.unlisted.filter(({ stored }) => !names.has(nameOf(stored))).length;
  return {
    code: "first_sync",
    message:
      `First sync: ${counts.people} people in the sheet, ${counts.new} new, ${counts.held} held, ` +
      `${matched} members already, ${onlyHere} only in Rollbook. Approve it to let it write.`,
    approval: `first_sync-${input.hash}`,
    canApprove: true,
  };
}
