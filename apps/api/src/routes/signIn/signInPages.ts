import { OpenAPIHono, type createRoute, type z } from "@hono/zod-openapi";
import {
  acceptInvitation,
  changePassword,
  describeInvitation,
  endSession,
  finishGoogle,
  listSessions,
  readSession,
  setPasswordWithLink,
  signInMethodsOf,
  signInWithLink,
  signInWithPassword,
  signOut,
  startGoogle,
  type Kept,
  type SignedIn,
  type SignIn,
} from "@rollbook/services/signIn";
import type { Context } from "hono";
import type { ApiEnvironment } from "../../environment.ts";
import { invalidRequest, ProblemError } from "../../problem/index.ts";
import type { CallerOf } from "../../signIn/index.ts";
import { toWire } from "../../wire/case.ts";
import { bodies, signInRoutes } from "./describe.ts";
import { asSignInProblem, unauthenticated } from "./signInProblem.ts";

type Given = { signIn: SignIn; callerOf: CallerOf };
type ApiContext = Context<ApiEnvironment>;
type Route = ReturnType<typeof createRoute>;
type Answer = (context: ApiContext) => Promise<Response> | Response;
type Mount = (route: Route, answer: Answer) => void;

/** Everything under /auth: for the dashboard's pages, which cookies speak for. */
export function signInPages(given: Given): OpenAPIHono<ApiEnvironment> {
  const app = new OpenAPIHono<ApiEnvironment>({
    defaultHook: (result) => {
      if (!result.success)
        throw invalidRequest({ target: result.target, issues: result.error.issues });
    },
  });
  const mount: Mount = (route, answer) => void app.openapi(route, answer as never);
  mountSignIn(mount, given);
  mountLinks(mount, given);
  mountOwn(mount, given);
  // Google's own redirect: its state is bound to a cookie of this browser, and it leads to the dashboard alone.
  app.get("/auth/callback/google", (context) => {
    const { signIn, callerOf } = given;
    if (signIn.options.google === undefined) throw nothingHere();
    const { search } = new URL(context.req.url);
    return finishGoogle(signIn, { query: search, caller: callerOf(context) });
  });
  return app;
}

function mountSignIn(mount: Mount, { signIn, callerOf }: Given): void {
  mount(signInRoutes.methods, (context) =>
    context.json({
      is_password_possible: true,
      is_google_possible: signIn.options.google !== undefined,
    }),
  );
  mount(signInRoutes.password, (context) => {
    const body = bodyOf(context, bodies.password);
    return kept(context, signInWithPassword(signIn, { ...body, caller: callerOf(context) }));
  });
  mount(signInRoutes.google, async (context) => {
    const { is_connecting: isConnecting } = bodyOf(context, bodies.google);
    const caller = callerOf(context);
    if (isConnecting) await requireSession(context, { signIn, callerOf });
    const started = await startGoogle(signIn, { isConnecting, caller }).catch(asSignInProblem);
    keep(context, started.setCookies);
    return context.json({ url: started.url });
  });
  mount(signInRoutes.signOut, async (context) => {
    const { setCookies } = await signOut(signIn, callerOf(context));
    keep(context, setCookies);
    return context.json({ is_signed_in: false });
  });
}

function mountLinks(mount: Mount, { signIn, callerOf }: Given): void {
  mount(signInRoutes.link, (context) => {
    const { token } = bodyOf(context, bodies.token);
    return kept(context, signInWithLink(signIn, { token, caller: callerOf(context) }));
  });
  mount(signInRoutes.invitation, async (context) => {
    const { token } = bodyOf(context, bodies.token);
    const caller = callerOf(context);
    const found = await describeInvitation(signIn, { token, caller }).catch(asSignInProblem);
    return context.json(toWire(found));
  });
  mount(signInRoutes.join, (context) => {
    const { token, password } = bodyOf(context, bodies.join);
    const requestId = context.get("requestId");
    const input = { token, password, requestId, caller: callerOf(context) };
    return kept(context, acceptInvitation(signIn, input));
  });
  mount(signInRoutes.setPassword, (context) => {
    const body = bodyOf(context, bodies.setPassword);
    return kept(context, setPasswordWithLink(signIn, { ...body, caller: callerOf(context) }));
  });
}

function mountOwn(mount: Mount, given: Given): void {
  const { signIn, callerOf } = given;
  mount(signInRoutes.changePassword, async (context) => {
    await requireSession(context, given);
    const body = bodyOf(context, bodies.changePassword);
    const passwords = { present: body.present_password, wanted: body.new_password };
    return kept(context, changePassword(signIn, { ...passwords, caller: callerOf(context) }));
  });
  mount(signInRoutes.sessions, async (context) => {
    const { userId, sessionId } = await requireSession(context, given);
    const sessions = await listSessions(signIn, { userId });
    const methods = await signInMethodsOf(signIn, { userId });
    const data = sessions.map((session) => ({
      ...toWire(session),
      is_current: session.id === sessionId,
    }));
    return context.json({ ...toWire(methods), data });
  });
  mount(signInRoutes.endSession, async (context) => {
    const { userId } = await requireSession(context, given);
    const sessionId = context.req.param("session_id") ?? "";
    await endSession(signIn, { userId, sessionId });
    return context.json({ id: sessionId });
  });
}

/** The body that the route has checked. */
function bodyOf<Schema extends z.ZodType>(context: ApiContext, _schema: Schema) {
  return context.req.valid("json" as never) as z.output<Schema>;
}

async function kept(context: ApiContext, work: Promise<Kept>): Promise<Response> {
  const { setCookies } = await work.catch(asSignInProblem);
  keep(context, setCookies);
  return context.json({ is_signed_in: true });
}

async function requireSession(context: ApiContext, { signIn, callerOf }: Given): Promise<SignedIn> {
  const session = await readSession(signIn, callerOf(context));
  if (session === undefined) throw unauthenticated("Nobody is signed in.");
  return session;
}

function keep(context: ApiContext, setCookies: readonly string[]): void {
  for (const cookie of setCookies) context.header("set-cookie", cookie, { append: true });
  context.header("cache-control", "no-store");
}

function nothingHere(): ProblemError {
  return new ProblemError({ code: "not_found", detail: "There is nothing at this address." });
}
