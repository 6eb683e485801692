import type { Context } from "hono";
import { createMiddleware } from "hono/factory";
import type { ApiEnvironment } from "../environment.ts";
import type { Authenticate, Principal } from "../principal.ts";
import { ProblemError } from "../problem/index.ts";
import { isFromOwnPage, type AuthenticateSession, type CallerOf } from "../signIn/index.ts";

type Authentication = {
  authenticate: Authenticate;
  authenticateSession: AuthenticateSession;
  callerOf: CallerOf;
  publicUrl: string | undefined;
};

/** By a key in Authorization, else by the session in a cookie. */
export function authentication(input: Authentication) {
  return createMiddleware<ApiEnvironment>(async (context, next) => {
    const header = context.req.header("authorization");
    const { principal, setCookies } =
      header === undefined
        ? await bySession(context, input)
        : await byKey({ header, authenticate: input.authenticate });
    context.set("principal", principal);
    await next();
    for (const cookie of setCookies) context.header("set-cookie", cookie, { append: true });
  });
}

type Authenticated = { principal: Principal; setCookies: readonly string[] };

async function byKey(input: {
  header: string;
  authenticate: Authenticate;
}): Promise<Authenticated> {
  const token = bearerToken(input.header);
  if (token === undefined) throw unauthenticated("No API key was sent.");
  const principal = await input.authenticate({ token });
  if (principal === undefined) throw unauthenticated("The API key is unknown, expired or revoked.");
  return { principal, setCookies: [] };
}

async function bySession(
  context: Context<ApiEnvironment>,
  { authenticateSession, callerOf, publicUrl }: Authentication,
): Promise<Authenticated> {
  const { method, url, raw } = context.req;
  const practiceId = context.req.header("rollbook-practice");
  const found = await authenticateSession({ caller: callerOf(context), practiceId });
  if (found === undefined) throw unauthenticated("No API key was sent, and nobody is signed in.");
  if (isFromOwnPage({ method, url, headers: raw.headers, publicUrl })) return found;
  throw new ProblemError({
    code: "forbidden",
    detail: "A session is for the dashboard's own pages; this came from elsewhere.",
  });
}

function bearerToken(header: string): string | undefined {
  return /^Bearer +([\w.~+/-]{1,200}=*) *$/i.exec(header)?.[1];
}

function unauthenticated(detail: string): ProblemError {
  return new ProblemError({
    code: "unauthenticated",
    detail,
    headers: { "WWW-Authenticate": 'Bearer realm="rollbook"' },
  });
}
