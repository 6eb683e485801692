import { findPresentUserByEmail } from "@rollbook/db/practiceUser";
import * as z from "zod";
import {
  changeRecords,
  createRecords,
  defineVerb,
  practiceRoles,
  refuseMoreThanOwn,
  ServiceError,
  type Given,
} from "../run/index.ts";
import { changeableUser, practiceUserKind, shownUser } from "./practiceUser.ts";
import { hashOfToken } from "./token.ts";

const validForMs = 7 * 24 * 3_600_000;

const Email = z.string().trim().toLowerCase().max(254).pipe(z.email());

export const InviteUserInput = z.strictObject({
  email: Email,
  name: z.string().trim().min(1).max(200),
  role: z.enum(practiceRoles),
  /** The invitation's token, made by the caller so that an idempotent replay never stores it. */
  token: z.string().min(40),
});

/** Invites a person for seven days; the link is shown to whoever invites, since no mail is sent. */
export const inviteUser = defineVerb({
  name: "user.invite",
  permission: "user.write",
  input: InviteUserInput,
  run: async ({ input, ...given }) => {
    const { email, name, role, token } = input;
    refuseMoreThanOwn(given.context, { role, what: "A person" });
    if ((await findPresentUserByEmail(given.tx, { email })) !== undefined) {
      throw new ServiceError("conflict", "A person with this address is here already, or invited.");
    }
    const fields = {
      email,
      name,
      role,
      userId: null,
      invitedBy: given.context.actor.id,
      ...invitation(given, token),
      joinedAt: null,
      removedAt: null,
    };
    const [made] = await createRecords(given, practiceUserKind, [fields]);
    if (made === undefined) throw new Error("nobody was invited");
    return shownUser(made);
  },
  audit: ({ input, result }) => ({ entityId: result.id, detail: { role: input.role } }),
});

/** A new link for somebody who has not joined; the one before it opens nothing any more. */
export const renewInvitation = defineVerb({
  name: "user.renew_invitation",
  permission: "user.write",
  input: z.strictObject({ id: z.string(), token: z.string().min(40) }),
  run: async ({ input, ...given }) => {
    const user = await changeableUser(given, input.id);
    if (user.joinedAt !== null) {
      throw new ServiceError("conflict", `${user.name} has joined already.`);
    }
    const changes = invitation(given, input.token);
    const [changed] = await changeRecords(given, practiceUserKind, [{ id: user.id, changes }]);
    return shownUser(changed ?? user);
  },
});

// People's time, not a test practice's clock: a link that stands still with it would never end.
function invitation({ context }: Given, token: string) {
  const ends = Date.parse(context.instant) + validForMs;
  return {
    invitationHash: hashOfToken(token),
    invitationExpiresAt: new Date(ends).toISOString(),
  };
}
