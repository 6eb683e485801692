import { createRoute, z } from "@hono/zod-openapi";
import { Problem, problemCodes, type ProblemCode } from "../../problem/index.ts";
import { InstantField } from "../../wire/common.ts";

const tag = "Signing in";
const usual = [
  "malformed_json",
  "forbidden",
  "payload_too_large",
  "unsupported_media_type",
  "invalid_request",
  "internal",
  "unavailable",
] as const;

const EmailField = z.email().max(254).openapi({ example: "ada@example.com" });
// What a password must be is told where one is chosen; here any text may be tried.
const PasswordField = z.string().min(1).max(1000);
const TokenField = z
  .string()
  .regex(/^[\w-]{43}$/, "must be the text behind the link's last =")
  .openapi({ description: "From a link that opens once" });

export const SignedInField = z
  .object({ is_signed_in: z.literal(true) })
  .openapi("SignedIn", { description: "The session is in a cookie, and never in a body" });

export const InvitationField = z
  .object({
    practice_name: z.string(),
    email: z.string(),
    name: z.string(),
    role: z.string(),
    has_sign_in: z.boolean().openapi({
      description: "The address has a password or Google already: no new password is chosen",
    }),
    is_signed_in: z.boolean().openapi({
      description: "This browser is signed in with the address: nothing else is asked",
    }),
  })
  .openapi("Invitation");

export const SessionsField = z
  .object({
    has_password: z.boolean(),
    has_google: z.boolean(),
    data: z.array(
      z.object({
        id: z.string(),
        is_current: z.boolean(),
        address: z.string().nullable(),
        browser: z.string().nullable().openapi({ description: "As it names itself" }),
        created_at: InstantField,
        last_used_at: InstantField,
        expires_at: InstantField,
      }),
    ),
  })
  .openapi("SessionsList");

function route<Method extends "get" | "post", Path extends string>(input: {
  method: Method;
  path: Path;
  id: string;
  summary: string;
  description?: string;
  body?: z.ZodObject;
  params?: z.ZodObject;
  answer: z.ZodType;
  answers?: readonly ProblemCode[];
}) {
  const codes = [...usual, ...(input.answers ?? [])];
  const statuses = [...new Set(codes.map((code) => problemCodes[code].status))];
  const problems = statuses.map((status) => [
    status,
    {
      description: codes
        .filter((code) => problemCodes[code].status === status)
        .map((code) => `\`${code}\`: ${problemCodes[code].title}`)
        .join("; "),
      content: { "application/problem+json": { schema: Problem } },
    },
  ]);
  return createRoute({
    method: input.method,
    path: input.path,
    operationId: input.id,
    tags: [tag],
    summary: input.summary,
    ...(input.description === undefined ? {} : { description: input.description }),
    security: [],
    request: {
      ...(input.params === undefined ? {} : { params: input.params }),
      ...(input.body === undefined
        ? {}
        : { body: { required: true, content: { "application/json": { schema: input.body } } } }),
    },
    responses: {
      200: { description: "Done", content: { "application/json": { schema: input.answer } } },
      ...(Object.fromEntries(problems) as Record<never, never>),
    },
  });
}

const tried = ["unauthenticated", "rate_limited"] as const;

export const bodies = {
  password: z.strictObject({ email: EmailField, password: PasswordField }).openapi("SignInBody"),
  google: z
    .strictObject({
      is_connecting: z
        .boolean()
        .default(false)
        .openapi({ description: "Adds Google to the account that is signed in" }),
    })
    .openapi("StartGoogleBody"),
  token: z.strictObject({ token: TokenField }).openapi("LinkBody"),
  join: z
    .strictObject({ token: TokenField, password: PasswordField.optional() })
    .openapi("JoinBody"),
  setPassword: z
    .strictObject({ token: TokenField, password: PasswordField })
    .openapi("SetPasswordBody"),
  changePassword: z
    .strictObject({ present_password: PasswordField, new_password: PasswordField })
    .openapi("ChangePasswordBody"),
} as const;

/** What the document says of signing in: for the dashboard's own pages, and for no key. */
export const signInRoutes = {
  methods: route({
    method: "get",
    path: "/auth/methods",
    id: "listSignInMethods",
    summary: "How people can sign in here",
    answer: z
      .object({ is_password_possible: z.boolean(), is_google_possible: z.boolean() })
      .openapi("SignInMethods"),
  }),
  password: route({
    method: "post",
    path: "/auth/sign-in",
    id: "signInWithPassword",
    summary: "Sign in with a password",
    description: "An address that nobody has answers like a wrong password.",
    body: bodies.password,
    answer: SignedInField,
    answers: tried,
  }),
  google: route({
    method: "post",
    path: "/auth/google",
    id: "startGoogle",
    summary: "Where Google asks who it is; it comes back to the dashboard",
    body: bodies.google,
    answer: z.object({ url: z.string() }).openapi("StartedGoogle"),
    answers: tried,
  }),
  link: route({
    method: "post",
    path: "/auth/link",
    id: "signInWithLink",
    summary: "Sign in with a link that opens once",
    body: bodies.token,
    answer: SignedInField,
    answers: tried,
  }),
  invitation: route({
    method: "post",
    path: "/auth/invitation",
    id: "describeInvitation",
    summary: "What an invitation is to, before it is taken up",
    body: bodies.token,
    answer: InvitationField,
    answers: tried,
  }),
  join: route({
    method: "post",
    path: "/auth/join",
    id: "acceptInvitation",
    summary: "Take an invitation up",
    body: bodies.join,
    answer: SignedInField,
    answers: [...tried, "conflict"],
  }),
  setPassword: route({
    method: "post",
    path: "/auth/set-password",
    id: "setPasswordWithLink",
    summary: "Choose a new password with a link that opens once; all other sessions end",
    body: bodies.setPassword,
    answer: SignedInField,
    answers: tried,
  }),
  changePassword: route({
    method: "post",
    path: "/auth/password",
    id: "changePassword",
    summary: "Change the password of the account that is signed in; all other sessions end",
    body: bodies.changePassword,
    answer: SignedInField,
    answers: tried,
  }),
  signOut: route({
    method: "post",
    path: "/auth/sign-out",
    id: "signOut",
    summary: "End this session",
    answer: z.object({ is_signed_in: z.literal(false) }).openapi("SignedOut"),
  }),
  sessions: route({
    method: "get",
    path: "/auth/sessions",
    id: "listSessions",
    summary: "Where the account is signed in",
    answer: SessionsField,
    answers: ["unauthenticated"],
  }),
  endSession: route({
    method: "post",
    path: "/auth/sessions/{session_id}/end",
    id: "endSession",
    summary: "End a session of one's own; it opens nothing from then on",
    params: z.object({ session_id: z.string().min(1).max(200) }),
    answer: z.object({ id: z.string() }).openapi("EndedSession"),
    answers: ["unauthenticated", "not_found"],
  }),
} as const;
