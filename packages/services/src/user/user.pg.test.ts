import { randomBytes } from "node:crypto";
import { afterAll, beforeEach, expect, test } from "vitest";
import { resolveInvitation } from "@rollbook/db/practiceUser";
import { permissionsOfRole, runVerb, type PracticeRole } from "../run/index.ts";
import { refusalOf, startTestPractice, type TestPractice } from "../testing/index.ts";
import {
  changeUserRole,
  hashOfToken,
  inviteUser,
  joinPractice,
  listUsers,
  newToken,
  removeUser,
  renewInvitation,
  userPrincipal,
} from "./index.ts";

let here: TestPractice;
const opened: TestPractice[] = [];
beforeEach(async () => {
  here = await startTestPractice();
  opened.push(here);
});
afterAll(() => Promise.all(opened.map(({ testDatabase }) => testDatabase.drop())));

let people = 0;
async function invited(role: PracticeRole, practice = here) {
  people += 1;
  const token = newToken(randomBytes);
  const email = `Person${people}@Practice.Test`;
  const user = await practice.run(inviteUser, { email, name: `Person ${people}`, role, token });
  return { ...user, token };
}

async function joined(role: PracticeRole, practice = here) {
  const { token, ...user } = await invited(role, practice);
  const userId = `auth-${user.id}`;
  await take({ token, userId });
  return { ...user, userId, token };
}

async function take({ token, userId }: { token: string; userId: string }) {
  const { database } = here.services;
  const invitation = await resolveInvitation(database, { hash: hashOfToken(token) });
  if (invitation === undefined) throw new Error("there is no such invitation");
  await joinPractice(here.services, { invitation, userId, requestId: "req_1" });
}

const principal = (userId: string, practiceId?: string) =>
  userPrincipal(here.services, { userId, practiceId });

const asRole = (role: PracticeRole) =>
  here.context({
    actor: { kind: "user", id: "usr_1", role, permissions: permissionsOfRole[role] },
  });

test("a person is invited, joins once, and is then asked for by the practice's permissions", async () => {
  const { token, userId, id } = await joined("billing");
  expect(await principal(userId)).toMatchObject({
    kind: "user",
    id,
    role: "billing",
    practiceId: here.practice.practiceId,
    permissions: permissionsOfRole.billing,
  });
  await expect(take({ token, userId: "auth-other" })).rejects.toThrow("no such invitation");
  const { sql } = here.testDatabase.database;
  const events =
    await sql`select action, actor_id from audit_event where entity_id = ${id} order by action`;
  expect(events.map((event) => ({ ...event }))).toEqual([
    { action: "user.invite", actor_id: "system" },
    { action: "user.join", actor_id: id },
  ]);
});

test("the token is kept nowhere, and of two links the later one alone opens", async () => {
  const { token, id } = await invited("billing");
  const later = newToken(randomBytes);
  await here.run(renewInvitation, { id, token: later });
  const { database } = here.services;
  expect(await resolveInvitation(database, { hash: hashOfToken(token) })).toBeUndefined();
  expect(await resolveInvitation(database, { hash: hashOfToken(later) })).toMatchObject({ id });
  const rows = await database.sql`select to_jsonb(u)::text as text from practice_user u`;
  expect(rows.map(({ text }) => String(text)).join("")).not.toContain(later);
});

test("an address is invited once, in whatever case it is written", async () => {
  const { email } = await invited("billing");
  const again = { email: email.toUpperCase(), name: "Twice", role: "admin" as const };
  const token = newToken(randomBytes);
  expect(await refusalOf(here.run(inviteUser, { ...again, token }))).toMatchObject({
    code: "conflict",
  });
});

test("nobody gives or takes more than they have: an admin makes no owner and removes none", async () => {
  const owner = await joined("owner");
  await joined("owner");
  const context = asRole("admin");
  const token = newToken(randomBytes);
  const input = { email: "o@practice.test", name: "O", role: "owner" as const, token };
  const refusals = await Promise.all([
    refusalOf(runVerb(here.services, inviteUser, { context, input })),
    refusalOf(runVerb(here.services, removeUser, { context, input: { id: owner.id } })),
    refusalOf(
      runVerb(here.services, changeUserRole, { context, input: { id: owner.id, role: "admin" } }),
    ),
  ]);
  expect(refusals).toMatchObject(Array.from({ length: 3 }, () => ({ code: "forbidden" })));
});

test("one who is removed asks for nothing from then on, and is not listed", async () => {
  await joined("owner");
  const { id, userId } = await joined("front_desk");
  await here.run(removeUser, { id });
  expect(await principal(userId)).toBeUndefined();
  expect((await here.run(listUsers, {})).data.map((user) => user.id)).not.toContain(id);
  expect(await refusalOf(here.run(changeUserRole, { id, role: "admin" }))).toMatchObject({
    code: "not_found",
  });
});

test("the last owner stays one, however it is tried", async () => {
  const { id } = await joined("owner");
  const invitedOnly = await invited("owner");
  const refusal = { code: "conflict", message: expect.stringContaining("at least one owner") };
  expect(await refusalOf(here.run(removeUser, { id }))).toEqual(refusal);
  expect(await refusalOf(here.run(changeUserRole, { id, role: "admin" }))).toEqual(refusal);
  await here.run(removeUser, { id: invitedOnly.id });
  const { sql } = here.testDatabase.database;
  await expect(sql`update practice_user set role = 'admin' where id = ${id}`).rejects.toThrow(
    "a practice keeps at least one owner",
  );
  await expect(sql`delete from practice_user where id = ${id}`).rejects.toThrow(
    "a practice keeps at least one owner",
  );
});

test("of two owners who remove each other at once, one stays", async () => {
  const [one, other] = [await joined("owner"), await joined("owner")];
  const outcomes = await Promise.all(
    [one, other].map(({ id }) => refusalOf(here.run(removeUser, { id }))),
  );
  expect(
    outcomes.filter((outcome) => (outcome as { code?: string }).code === "conflict"),
  ).toHaveLength(1);
  const { data } = await here.run(listUsers, {});
  expect(data.filter(({ role }) => role === "owner")).toHaveLength(1);
});

test("a person of two practices is in each what they are there, and in no third", async () => {
  const there = await here.another({ name: "Elsewhere" });
  const third = await here.another({ name: "Third" });
  const { userId } = await joined("owner");
  const { token } = await invited("read_only", there);
  await take({ token, userId });
  expect(await principal(userId, here.practice.practiceId)).toMatchObject({ role: "owner" });
  expect(await principal(userId, there.practice.practiceId)).toMatchObject({ role: "read_only" });
  expect(await principal(userId, third.practice.practiceId)).toBeUndefined();
  expect((await there.run(listUsers, {})).data.map(({ role }) => role)).toEqual(["read_only"]);
});
