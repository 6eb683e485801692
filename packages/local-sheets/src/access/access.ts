import { z } from "zod";
import { DriveError } from "../drive/driveError.ts";
import { ApiError } from "../model/apiError.ts";
import type { DriveFile } from "../workspace/files.ts";
import { ownerEmail } from "../workspace/owner.ts";

/** Who may do what. `open` answers everybody as the owner, but a mere API key reads public files only; `checked` knows its callers. */
export const Access = z.discriminatedUnion("mode", [
  z.object({ mode: z.literal("open") }),
  z.object({
    mode: z.literal("checked"),
    /** Bearer token to e-mail address. */
    tokens: z.record(z.string(), z.email()).default({}),
    apiKeys: z.array(z.string()).default([]),
  }),
]);
export type Access = z.infer<typeof Access>;

export interface Caller {
  readonly bearer?: string | undefined;
  readonly apiKey?: string | undefined;
}

const unregistered =
  "Method doesn't allow unregistered callers (callers without established identity). Please use API Key or other form of API consumer identity to call this API.";
const badToken =
  "Request had invalid authentication credentials. Expected OAuth 2 access token, login cookie or other valid authentication credential. See https://developers.google.com/identity/sign-in/web/devconsole-project.";
const keyCannotWrite =
  "API keys are not supported by this API. Expected OAuth2 access token or other authentication credentials that assert a principal. See https://cloud.google.com/docs/authentication";

const errorInfo = (reason: string): { [name: string]: string } => ({
  "@type": "type.googleapis.com/google.rpc.ErrorInfo",
  reason,
  domain: "googleapis.com",
});

const roleRank: Readonly<Record<string, number>> = {
  reader: 1,
  commenter: 1,
  writer: 2,
  fileOrganizer: 2,
  organizer: 2,
  owner: 3,
};

function rankOf(file: DriveFile, email: string | undefined): number {
  const ranks = file.permissions
    .filter(
      ({ type, emailAddress, domain }) =>
        type === "anyone" ||
        (email !== undefined &&
          (emailAddress === email || (domain !== undefined && email.endsWith(`@${domain}`)))),
    )
    .map(({ role }) => roleRank[role] ?? 0);
  return Math.max(0, ...ranks);
}

/** The e-mail address that a request acts for; undefined with an API key. @throws as Google does. */
function identify(
  access: Extract<Access, { mode: "checked" }>,
  caller: Caller,
): string | undefined {
  if (caller.bearer !== undefined) {
    const email = access.tokens[caller.bearer];
    if (email === undefined) throw new ApiError(401, badToken);
    return email;
  }
  if (caller.apiKey === undefined) throw new ApiError(403, unregistered);
  if (!access.apiKeys.includes(caller.apiKey))
    throw new ApiError(400, "API key not valid. Please pass a valid API key.", [
      errorInfo("API_KEY_INVALID"),
    ]);
  return undefined;
}

/** @throws 400, 401, 403 or 404 when this caller may not. Returns the address the caller acts for. */
export function checkAccess(input: {
  access: Access;
  caller: Caller;
  isWrite: boolean;
  isDrive: boolean;
  file: DriveFile | undefined;
}): string {
  const { access, caller, isWrite, isDrive, file } = input;
  const isKeyOnly = caller.bearer === undefined && caller.apiKey !== undefined;
  if (access.mode === "open" && !isKeyOnly) return ownerEmail;
  const email = access.mode === "open" ? undefined : identify(access, caller);
  if (email === undefined && isWrite)
    throw new ApiError(401, keyCannotWrite, [errorInfo("CREDENTIALS_MISSING")]);
  if (!file) return email ?? "anonymous";
  const rank = rankOf(file, email);
  if (rank === 0 && isDrive)
    throw new DriveError(404, "notFound", `File not found: ${file.id}.`, "fileId");
  if (rank < (isWrite ? 2 : 1)) {
    if (isDrive)
      throw new DriveError(
        403,
        "insufficientFilePermissions",
        "The user does not have sufficient permissions for this file.",
      );
    throw new ApiError(403, "The caller does not have permission");
  }
  return email ?? "anonymous";
}
