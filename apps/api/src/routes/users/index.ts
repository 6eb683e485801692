import { z } from "@hono/zod-openapi";
import { practiceRoles } from "@rollbook/services/run";
import {
  changeUserRole,
  getUser as getVerb,
  inviteUser as inviteVerb,
  listUsers as listVerb,
  newToken,
  removeUser as removeVerb,
  renewInvitation as renewVerb,
  type PracticeUser,
} from "@rollbook/services/user";
import { makePasswordLink } from "@rollbook/services/signIn";
import { callVerb } from "../../callVerb.ts";
import { defineOperation, type Operation, type OperationRequest } from "../../openapi/index.ts";
import { pageAnswer, pageInput } from "../../page.ts";
import { secretSource } from "../../secretSource.ts";
import { idParams, InstantField, NameField, versioned } from "../../wire/common.ts";
import { listOf, listQuery } from "../../wire/lists.ts";

const tag = "Users";
const path = "/v1/users";
const params = idParams("user_id", "usr_01jy0000000000000000000000");
const RoleField = z.enum(practiceRoles);

const fields = {
  id: z.string().openapi({ example: "usr_01jy0000000000000000000000" }),
  email: z.string(),
  name: z.string(),
  role: RoleField,
  invited_by: z.string(),
  invitation_expires_at: InstantField.nullable().openapi({
    description: "Null once the invitation was taken up",
  }),
  joined_at: InstantField.nullable(),
  ...versioned,
};

const UserField = z.object(fields).openapi("User");
const InvitedUser = z
  .object({
    ...fields,
    invitation_url: z.string().openapi({
      description:
        "Shown this once, for you to hand over: it opens once, within seven days. A path where the server knows no public address.",
    }),
  })
  .openapi("InvitedUser");

export const userOperations: readonly Operation[] = [
  defineOperation({
    id: "listUsers",
    method: "get",
    path,
    tag,
    summary: "The people of the practice, and those who are invited",
    access: "user.read",
    query: z.strictObject(listQuery),
    answer: listOf(UserField, "UsersList"),
    run: async (request) => {
      const { result } = await callVerb(request, listVerb, pageInput(request));
      return { body: pageAnswer(request, result, userOnWire) };
    },
  }),
  defineOperation({
    id: "inviteUser",
    method: "post",
    path,
    tag,
    summary: "Invite a person; nobody gives more than they may do themselves",
    description: "No mail is sent: hand the link over yourself.",
    access: "user.write",
    status: 201,
    hasEtag: true,
    body: z
      .strictObject({ email: z.email().max(254), name: NameField, role: RoleField })
      .openapi("InviteUserBody"),
    bodyExample: { email: "grace@example.com", name: "Grace Hopper", role: "billing" },
    answer: InvitedUser,
    run: async (request) => {
      const token = tokenFor(request);
      const { result, isReplay } = await callVerb(request, inviteVerb, { ...request.body, token });
      return {
        body: invitedOnWire(request, result, token),
        version: result.version,
        isReplay,
        location: `${path}/${result.id}`,
      };
    },
  }),
  defineOperation({
    id: "getUser",
    method: "get",
    path: `${path}/{user_id}`,
    tag,
    summary: "One person of the practice",
    access: "user.read",
    hasEtag: true,
    params,
    answer: UserField,
    run: async (request) => {
      const { result } = await callVerb(request, getVerb, { id: request.params.user_id });
      return { body: userOnWire(result), version: result.version };
    },
  }),
  defineOperation({
    id: "updateUser",
    method: "patch",
    path: `${path}/{user_id}`,
    tag,
    summary: "Change a person's role; the last owner stays one",
    access: "user.write",
    hasEtag: true,
    needsIfMatch: true,
    idempotency: "optional",
    params,
    body: z.strictObject({ role: RoleField }).openapi("UpdateUserBody"),
    bodyExample: { role: "read_only" },
    answer: UserField,
    run: async (request) => {
      const { result, isReplay } = await callVerb(request, changeUserRole, {
        id: request.params.user_id,
        role: request.body.role,
        version: request.version,
      });
      return { body: userOnWire(result), version: result.version, isReplay };
    },
  }),
  defineOperation({
    id: "renewInvitation",
    method: "post",
    path: `${path}/{user_id}/renew-invitation`,
    tag,
    summary: "A new link for somebody who has not joined; the one before it opens nothing any more",
    access: "user.write",
    params,
    answer: InvitedUser,
    run: async (request) => {
      const token = tokenFor(request);
      const { result, isReplay } = await callVerb(request, renewVerb, {
        id: request.params.user_id,
        token,
      });
      return { body: invitedOnWire(request, result, token), isReplay };
    },
  }),
  defineOperation({
    id: "makePasswordLink",
    method: "post",
    path: `${path}/{user_id}/password-link`,
    tag,
    summary: "A link with which a person of this practice alone chooses a new password",
    description:
      "For somebody who forgot theirs. It opens once, within three days, and ends all their sessions; one made before opens nothing any more.",
    access: "user.write",
    status: 201,
    params,
    answer: z
      .object({ password_url: z.string(), expires_at: InstantField })
      .openapi("PasswordLink"),
    run: async (request) => {
      const { signIn, services } = request.ports;
      const token = newToken(secretSource(request, "password link"));
      const input = { id: request.params.user_id, token };
      const { result, isReplay } = await callVerb(request, makePasswordLink(services), input);
      const password_url = `${signIn.options.publicUrl ?? ""}/dashboard/#password=${token}`;
      return { body: { password_url, expires_at: result.expiresAt }, isReplay };
    },
  }),
  defineOperation({
    id: "removeUser",
    method: "post",
    path: `${path}/{user_id}/remove`,
    tag,
    summary: "Remove a person; their sessions open nothing here from that moment on",
    access: "user.write",
    params,
    answer: z.object({ id: z.string(), is_removed: z.boolean() }).openapi("RemovedUser"),
    run: async (request) => {
      const { result, isReplay } = await callVerb(request, removeVerb, {
        id: request.params.user_id,
      });
      return { body: { id: result.id, is_removed: true }, isReplay };
    },
  }),
];

type AnyRequest = OperationRequest<unknown, unknown, unknown>;

function tokenFor(request: AnyRequest): string {
  return newToken(secretSource(request, "invitation"));
}

function invitedOnWire(
  { ports }: AnyRequest,
  user: PracticeUser,
  token: string,
): z.input<typeof InvitedUser> {
  const invitation_url = `${ports.signIn.options.publicUrl ?? ""}/dashboard/#join=${token}`;
  return { ...userOnWire(user), invitation_url };
}

function userOnWire(user: PracticeUser): z.input<typeof UserField> {
  return {
    id: user.id,
    email: user.email,
    name: user.name,
    role: RoleField.parse(user.role),
    invited_by: user.invitedBy,
    invitation_expires_at: user.invitationExpiresAt,
    joined_at: user.joinedAt,
    version: user.version,
    created_at: user.createdAt,
    updated_at: user.updatedAt,
  };
}
