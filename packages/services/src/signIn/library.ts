import { isInvited } from "@rollbook/db/practiceUser";
import { openSignInStore } from "@rollbook/db/signIn";
import { betterAuth } from "better-auth";
import { createAuthEndpoint } from "better-auth/api";
import { setSessionCookie } from "better-auth/cookies";
import { genericOAuth } from "better-auth/plugins/generic-oauth";
import * as z from "zod";
import type { Services } from "../run/index.ts";
import {
  clientAddressHeader,
  cookiePrefix,
  dashboardPath,
  longestPassword,
  shortestPassword,
} from "./fixedNames.ts";
import type { SignInOptions } from "./signInOptions.ts";

/** The sign-in library as Rollbook uses it: none of its own addresses is open but the one that Google calls back. */
export function createLibrary({
  services,
  options,
}: {
  services: Services;
  options: SignInOptions;
}) {
  const { publicUrl, secret, sessionHours, google, onProblem } = options;
  return betterAuth({
    appName: "Rollbook",
    baseURL: publicUrl ?? "http://127.0.0.1",
    basePath: "/auth",
    secret,
    database: {
      db: openSignInStore(services.database),
      type: "postgres",
      schemaName: "auth",
      transaction: true,
    },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: shortestPassword,
      maxPasswordLength: longestPassword,
    },
    session: { expiresIn: sessionHours * 3600, updateAge: Math.min(sessionHours * 60, 3600) },
    // A sign-in at Google is joined to a password's only by whoever has both, or where we vouch for the address.
    account: { accountLinking: { enabled: true, requireLocalEmailVerified: true } },
    user: { validateUserInfo: ({ user, source }) => refuseUninvited({ services, user, source }) },
    plugins: [ownActs, ...(google === undefined ? [] : [googlePlugin(google)])],
    advanced: {
      cookiePrefix,
      useSecureCookies: publicUrl?.startsWith("https:") === true,
      ipAddress: { ipAddressHeaders: [clientAddressHeader] },
    },
    onAPIError: { errorURL: dashboardPath },
    rateLimit: { enabled: false },
    telemetry: { enabled: false },
    // What stands beside the message may be an address or a token.
    logger: { level: "warn", log: (level, message) => onProblem?.({ level, message }) },
  });
}

export type Library = ReturnType<typeof createLibrary>;

/** Whoever proves an address at Google gets a sign-in only if somebody invited that address. */
async function refuseUninvited({
  services,
  user,
  source,
}: {
  services: Services;
  user: { email?: unknown; emailVerified?: unknown };
  source: { method: string; action?: string };
}): Promise<{ error: string } | undefined> {
  if (source.method !== "oauth") return undefined;
  if (user.emailVerified === false) return { error: "address_not_verified" };
  if (source.action !== "create-user") return undefined;
  const email = String(user.email).toLowerCase();
  const isExpected = await isInvited(services.database, { email, at: services.clock() });
  return isExpected ? undefined : { error: "not_invited" };
}

const NewUser = z.object({
  email: z.string(),
  name: z.string(),
  isVouchedFor: z.boolean(),
  password: z.string().optional(),
});

/** What the library has no act for: somebody who showed who they are by a link, and somebody who was invited. */
const ownActs = {
  id: "rollbook",
  endpoints: {
    createPerson: createAuthEndpoint.serverOnly(
      { method: "POST", body: NewUser },
      async (context) => {
        const { internalAdapter, password: hashing } = context.context;
        const { email, name, isVouchedFor, password } = context.body;
        const hash = password === undefined ? undefined : await hashing.hash(password);
        const user = await internalAdapter.createUser(
          { email: email.toLowerCase(), name, emailVerified: isVouchedFor },
          { method: "rollbook" },
        );
        const account = { userId: user.id, providerId: "credential", accountId: user.id };
        if (hash !== undefined) await internalAdapter.linkAccount({ ...account, password: hash });
        return context.json({ userId: user.id });
      },
    ),
    signInAs: createAuthEndpoint.serverOnly(
      { method: "POST", body: z.object({ userId: z.string() }) },
      async (context) => {
        const { internalAdapter } = context.context;
        const user = await internalAdapter.findUserById(context.body.userId);
        if (user === null) throw context.error("UNAUTHORIZED");
        const session = await internalAdapter.createSession(user.id);
        await setSessionCookie(context, { session, user });
        return context.json({ userId: user.id });
      },
    ),
  },
};

function googlePlugin({
  clientId,
  clientSecret,
  discoveryUrl,
}: NonNullable<SignInOptions["google"]>) {
  return genericOAuth({
    config: [
      {
        providerId: "google",
        clientId,
        clientSecret,
        discoveryUrl,
        scopes: ["openid", "email", "profile"],
        pkce: true,
        prompt: "select_account",
        requireIdTokenVerification: true,
      },
    ],
  });
}
