import {
  countOwners,
  lockOwners,
  practiceUserTable,
  type PracticeUserRecord,
} from "@rollbook/db/practiceUser";
import {
  getRecord,
  isRole,
  notFound,
  refuseMoreThanOwn,
  ServiceError,
  type EntityKind,
  type Given,
} from "../run/index.ts";

export const practiceUserKind: EntityKind<PracticeUserRecord> = {
  name: "user",
  prefix: "usr",
  table: practiceUserTable,
};

/** A person of the practice as its people see them: without the invitation's hash. */
export type PracticeUser = Omit<PracticeUserRecord, "invitationHash" | "userId">;

export function shownUser(record: PracticeUserRecord): PracticeUser {
  const { invitationHash: _hash, userId: _userId, ...shown } = record;
  return shown;
}

/** Somebody who is, or is invited to be, in the practice, and whom the actor may change. */
export async function changeableUser(given: Given, id: string): Promise<PracticeUserRecord> {
  const user = await getRecord(given, practiceUserKind, id);
  if (user.removedAt !== null) throw notFound("user", id);
  if (isRole(user.role)) refuseMoreThanOwn(given.context, { role: user.role, what: "A person" });
  return user;
}

/** Before an owner stops being one. @throws ServiceError conflict for the last of them */
export async function requireAnotherOwner(given: Given, user: PracticeUserRecord): Promise<void> {
  if (user.role !== "owner" || user.joinedAt === null) return;
  await lockOwners(given.tx, given.context.practiceId);
  if ((await countOwners(given.tx)) > 1) return;
  throw new ServiceError(
    "conflict",
    "A practice keeps at least one owner: make somebody else an owner first.",
  );
}
