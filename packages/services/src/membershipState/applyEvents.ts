import { applyEvent, type LaterEvent } from "@rollbook/core/membership";
import { appendMembershipEvents, type MembershipRecord } from "@rollbook/db/membership";
import { requestBilling } from "../billingDue/index.ts";
import { notFound, stale, type Given } from "../run/index.ts";
import { membershipKind, membershipOf, stateOf } from "./membership.ts";

export interface MembershipChange {
  readonly id: string;
  readonly version?: number | undefined;
  readonly events: readonly LaterEvent[];
  /** Columns beside core's state. */
  readonly columns?: Partial<
    Pick<
      MembershipRecord,
      | "externalId"
      | "evidence"
      | "startInput"
      | "firstInvoiceOn"
      | "chosenPeriods"
      | "parkedReason"
      | "nextInvoiceOn"
    >
  >;
}

/** Applies events to many memberships in two statements, and asks the billing run to look at them. @throws ServiceError stale */
export async function applyEvents(
  given: Given,
  changes: readonly MembershipChange[],
): Promise<readonly MembershipRecord[]> {
  if (changes.length === 0) return [];
  const found = await lockMemberships(given, changes);
  const records = changes.map((change) => {
    const present = found.get(change.id) as MembershipRecord;
    const membership = change.events.reduce(applyEvent, membershipOf(present));
    const nextInvoiceOn = membership.archivedOn === null ? given.today : null;
    return {
      ...present,
      ...stateOf(membership),
      nextInvoiceOn,
      ...change.columns,
      updatedAt: given.instant,
    };
  });
  await membershipKind.table.update(given.tx, given.context.practiceId, records);
  await appendMembershipEvents(
    given.tx,
    given.context.practiceId,
    changes.flatMap((change) => eventRows(given, change)),
  );
  await requestBilling(given);
  return records.map((record) => ({ ...record, version: record.version + 1 }));
}

/** Locks the rows and checks the versions that the caller saw. */
export async function lockMemberships(
  given: Given,
  wanted: readonly { id: string; version?: number | undefined }[],
): Promise<ReadonlyMap<string, MembershipRecord>> {
  const rows = await membershipKind.table.getForUpdate(
    given.tx,
    wanted.map(({ id }) => id),
  );
  const found = new Map(rows.map((row) => [row.id, row]));
  for (const { id, version } of wanted) {
    const present = found.get(id);
    if (present === undefined) throw notFound("membership", id);
    if (version !== undefined && version !== present.version) throw stale("membership", id);
  }
  return found;
}

function eventRows({ instant, context }: Given, { id, events }: MembershipChange) {
  return events.map((event) => ({
    membershipId: id,
    kind: event.kind,
    event,
    at: instant,
    actorId: context.actor.id,
  }));
}
