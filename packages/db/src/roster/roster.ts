import type { Database, Transaction } from "../connection/openDatabase.ts";
import { asWorker } from "../connection/withPractice.ts";
import { mine } from "../entity/entityTable.ts";
import { setWorkDue } from "../workDue/index.ts";

export type RosterConnectionState =
  | "connected"
  | "waiting_for_approval"
  | "stopped"
  | "unreachable"
  | "disconnected";

/** One spreadsheet that a practice keeps its roster in. Instants are ISO text. */
export interface RosterRecord {
  readonly rosterId: string;
  readonly spreadsheetId: string;
  readonly sheetId: number | null;
  /** Their columns as mapped when both sides last agreed. */
  readonly mapped: readonly { column: number; header: string; field: string | null }[];
  /** What was answered about the roster, as RosterSettings without `today`. */
  readonly settings: { readonly [name: string]: unknown };
  readonly locale: string | null;
  readonly timeZone: string | null;
  readonly isFirstSyncApproved: boolean;
  readonly firstSyncedAt: string | null;
  readonly isCreatingPlans: boolean;
  /** The spreadsheet was made by Rollbook: its looks are ours to keep. */
  readonly isMadeHere: boolean;
  /** Of the newest batch given out, and of the newest one seen in the sheet. */
  readonly generation: number;
  readonly confirmedGeneration: number;
  readonly state: RosterConnectionState;
  readonly stateReason: string | null;
  readonly lastReadAt: string | null;
}

const columns = (tx: Transaction) => tx`
  roster_id as "rosterId", spreadsheet_id as "spreadsheetId", sheet_id as "sheetId", mapped, settings, locale,
  time_zone as "timeZone", is_first_sync_approved as "isFirstSyncApproved", first_synced_at as "firstSyncedAt",
  is_creating_plans as "isCreatingPlans", is_made_here as "isMadeHere", generation,
  confirmed_generation as "confirmedGeneration", state, state_reason as "stateReason",
  last_read_at as "lastReadAt"`;

export async function insertRoster(
  tx: Transaction,
  practiceId: string,
  roster: Pick<
    RosterRecord,
    | "rosterId"
    | "spreadsheetId"
    | "sheetId"
    | "settings"
    | "isFirstSyncApproved"
    | "isCreatingPlans"
    | "isMadeHere"
  > & { createdAt: string },
): Promise<void> {
  await tx`
    insert into roster (practice_id, roster_id, spreadsheet_id, sheet_id, settings, is_first_sync_approved,
      is_creating_plans, is_made_here, created_at)
    values (${practiceId}, ${roster.rosterId}, ${roster.spreadsheetId}, ${roster.sheetId},
      ${JSON.stringify(roster.settings)}::text::jsonb, ${roster.isFirstSyncApproved}, ${roster.isCreatingPlans},
      ${roster.isMadeHere}, ${roster.createdAt})`;
}

/** The practice's rosters that are connected, the oldest first: all of them, or a page. */
export function listRosters(
  tx: Transaction,
  {
    after,
    limit,
  }: {
    /** The roster that ended the page before. */
    after?: string | undefined;
    limit?: number | undefined;
  } = {},
): Promise<RosterRecord[]> {
  return tx<RosterRecord[]>`
    select ${columns(tx)} from roster where ${mine(tx)} and state <> 'disconnected'
      ${
        after === undefined
          ? tx``
          : tx`and (created_at, roster_id) > (
              select created_at, roster_id from roster where ${mine(tx)} and roster_id = ${after})`
      }
    order by created_at, roster_id ${limit === undefined ? tx`` : tx`limit ${limit}`}`;
}

export async function getRoster(
  tx: Transaction,
  rosterId: string,
): Promise<RosterRecord | undefined> {
  const [row] = await tx<RosterRecord[]>`
    select ${columns(tx)} from roster where ${mine(tx)} and roster_id = ${rosterId}`;
  return row;
}

export async function setRosterState(
  tx: Transaction,
  {
    rosterId,
    state,
    reason,
  }: { rosterId: string; state: RosterConnectionState; reason: string | null },
): Promise<void> {
  await tx`
    update roster set state = ${state}, state_reason = ${reason}
    where ${mine(tx)} and roster_id = ${rosterId}`;
}

export async function setRosterSettings(
  tx: Transaction,
  { rosterId, settings }: { rosterId: string; settings: RosterRecord["settings"] },
): Promise<void> {
  await tx`
    update roster set settings = ${JSON.stringify(settings)}::text::jsonb, mapped = '[]'
    where ${mine(tx)} and roster_id = ${rosterId}`;
}

/** What a complete read found: where the roster stands and how it is written. */
export async function recordRosterRead(
  tx: Transaction,
  read: {
    rosterId: string;
    sheetId: number;
    mapped: RosterRecord["mapped"];
    locale: string | null;
    timeZone: string | null;
    /** What the sheet's own bookkeeping says; null before our first batch, or where its tab was deleted. */
    generation: number | null;
    /** As long as nobody came of it the roster still has to say which plans a new practice has. */
    hasMembers: boolean;
    at: string;
  },
): Promise<void> {
  await tx`
    update roster set sheet_id = ${read.sheetId}, mapped = ${JSON.stringify(read.mapped)}::text::jsonb,
      confirmed_generation = coalesce(${read.generation}, confirmed_generation),
      locale = ${read.locale}, time_zone = ${read.timeZone}, last_read_at = ${read.at},
      first_synced_at = coalesce(first_synced_at, ${read.at}),
      is_creating_plans = is_creating_plans and not ${read.hasMembers}::boolean,
      is_first_sync_approved = true, state = 'connected', state_reason = null
    where ${mine(tx)} and roster_id = ${read.rosterId}`;
}

/** A batch of this generation is on its way to the sheet. */
export async function giveGeneration(
  tx: Transaction,
  { rosterId, generation }: { rosterId: string; generation: number },
): Promise<void> {
  await tx`
    update roster set generation = greatest(generation, ${generation})
    where ${mine(tx)} and roster_id = ${rosterId}`;
}

/** A batch of this generation was seen in the sheet. */
export async function confirmGeneration(
  tx: Transaction,
  { rosterId, generation }: { rosterId: string; generation: number },
): Promise<void> {
  await tx`
    update roster set confirmed_generation = ${generation}
    where ${mine(tx)} and roster_id = ${rosterId}`;
}

/**
 * The roster of this ID, or else the practice's oldest, when its lease is now the holder's: it was free, expired, or the
 * holder's already.
 */
export async function takeLease(
  tx: Transaction,
  {
    rosterId,
    holder,
    now,
    until,
  }: { rosterId: string | undefined; holder: string; now: string; until: string },
): Promise<RosterRecord | undefined> {
  const oldest = tx`(
    select roster_id from roster where ${mine(tx)} and state <> 'disconnected' order by created_at, roster_id limit 1)`;
  const [row] = await tx<RosterRecord[]>`
    update roster set lease_holder = ${holder}, lease_until = ${until}
    where ${mine(tx)} and roster_id = ${rosterId === undefined ? oldest : tx`${rosterId}`}
      and (lease_holder is null or lease_holder = ${holder} or lease_until <= ${now})
    returning ${columns(tx)}`;
  return row;
}

export async function holdsLease(
  tx: Transaction,
  { rosterId, holder }: { rosterId: string; holder: string },
): Promise<boolean> {
  const rows = await tx`
    select 1 from roster
    where ${mine(tx)} and roster_id = ${rosterId} and lease_holder = ${holder} for update`;
  return rows.length === 1;
}

export async function releaseLease(
  tx: Transaction,
  { rosterId, holder }: { rosterId: string; holder: string },
): Promise<void> {
  await tx`
    update roster set lease_holder = null, lease_until = null
    where ${mine(tx)} and roster_id = ${rosterId} and lease_holder = ${holder}`;
}

const filePrefix = "roster_file:";

/** Which practice a spreadsheet belongs to, for whoever hears of its changes; never due as work. */
export async function watchFile(
  tx: Transaction,
  practiceId: string,
  { spreadsheetId, isWatched }: { spreadsheetId: string; isWatched: boolean },
): Promise<void> {
  const kind = `${filePrefix}${spreadsheetId}`;
  const dueAt = isWatched ? "9999-12-31T00:00:00Z" : null;
  await setWorkDue(tx, practiceId, { kind, dueAt });
}

/** The connected spreadsheets of all practices. */
export async function listWatchedFiles(
  database: Database,
): Promise<readonly { practiceId: string; spreadsheetId: string }[]> {
  const rows = await asWorker(
    database,
    (tx) => tx<{ practiceId: string; kind: string }[]>`
      select practice_id as "practiceId", kind from work_due where starts_with(kind, ${filePrefix})
      order by practice_id`,
  );
  return rows.map(({ practiceId, kind }) => ({
    practiceId,
    spreadsheetId: kind.slice(filePrefix.length),
  }));
}

/** The changes of this transaction are the sync's own: they ask for no other sync. */
export async function actAsSync(tx: Transaction): Promise<void> {
  await tx`select set_config('rollbook.is_sync', 'on', true)`;
}
