import { createHmac, randomUUID } from "node:crypto";
import { OpenAPIHono } from "@hono/zod-openapi";
import type { ApiKeyChanges } from "@rollbook/services/apiKey";
import { isDatabaseReachable } from "@rollbook/services/health";
import {
  createProcessors,
  createProcessorSimulator,
  type Processors,
} from "@rollbook/services/processor";
import { createRequestLimiter, type SharedCounter } from "@rollbook/services/rateLimit";
import type { Services } from "@rollbook/services/run";
import type { Tracer } from "@rollbook/services/tracing";
import { createSignIn, type GoogleSignIn } from "@rollbook/services/signIn";
import { isPublicAddress, type AddressPolicy } from "@rollbook/services/webhook";
import { methodNotAllowed } from "hono/method-not-allowed";
import { pino, type Logger } from "pino";
import type { ApiEnvironment } from "./environment.ts";
import { buildDocument, mountOperation } from "./openapi/index.ts";
import type { ApiPorts, SyncJobs } from "./ports.ts";
import { keyAuthentication } from "./keyAuthentication.ts";
import type { Authenticate } from "./principal.ts";
import { invalidRequest, ProblemError, respondWithProblem } from "./problem/index.ts";
import { operations } from "./routes/operations.ts";
import { signInPages } from "./routes/signIn/index.ts";
import { driveChanges } from "./routes/driveChanges/index.ts";
import { stripeWebhook, type StripeSecrets } from "./routes/stripe/index.ts";
import { dashboard } from "./routes/system/dashboard.ts";
import { healthRoutes, type Readiness } from "./routes/system/health.ts";
import { referencePages } from "./routes/system/referencePages.ts";
import { createCallerOf, sessionAuthentication } from "./signIn/index.ts";
import {
  accessLog,
  answerHeaders,
  authentication,
  cleanText,
  createCursors,
  createMetrics,
  limitBody,
  ownPagesOnly,
  rateLimit,
  traceRequests,
} from "./transport/index.ts";

export type ApiInput = {
  services: Services;
  /** Signs cursors; the same in every process that serves the same practices. */
  secret: string;
  log?: Logger;
  /** A span for each request; none, when left out. */
  tracer?: Tracer | undefined;
  /** What must answer before /readyz says 200, beside the database. */
  readiness?: Readiness;
  authenticate?: Authenticate;
  /** What is heard of changed API keys. */
  keyChanges?: ApiKeyChanges | undefined;
  nowMs?: () => number;
  newRequestId?: () => string;
  /** The queue that a sync is asked for in; without it POST .../syncs answers 503. */
  jobs?: SyncJobs;
  /** Who charges for a practice; a simulator for test practices alone, when left out. */
  processors?: Processors;
  /** Public https addresses only, when left out. */
  webhookPolicy?: AddressPolicy;
  /** How people sign in; with passwords and links alone, at the address that they use, when left out. */
  signIn?: SignInInput;
  requestsPerMinute?: number;
  /** What all processes count in together; each counts for itself, when left out. */
  requestCounter?: SharedCounter;
  maxBodyBytes?: number;
  /** The signing secrets of practices' endpoints at Stripe; none, when left out. */
  stripeSecrets?: StripeSecrets;
  /** What Google Drive says with its messages; without it none is taken. */
  drivePushSecret?: string | undefined;
};

export type SignInInput = {
  /** Where people reach the dashboard, such as https://rollbook.example.com */
  publicUrl?: string | undefined;
  google?: GoogleSignIn | undefined;
  /** A session ends this long after it was used last. */
  sessionHours?: number;
  /** How many proxies of ours stand before this server. */
  proxyCount?: number;
};

const uploadLimits = new Map(
  operations.flatMap(({ path, upload }) => (upload === undefined ? [] : [[path, upload.maxBytes]])),
);

const publicHttps: AddressPolicy = { isAddressAllowed: isPublicAddress, isPlainHttpAllowed: false };

/** The whole HTTP API as a Hono app, without a port. */
export function createApi(input: ApiInput): OpenAPIHono<ApiEnvironment> {
  const { services, log = pino({ level: "silent" }), nowMs = Date.now } = input;
  const { requestsPerMinute = 6000, maxBodyBytes = 1_000_000 } = input;
  const { stripeSecrets = () => [] } = input;
  const {
    newRequestId = randomRequestId,
    authenticate = keyAuthentication({ services, log, changes: input.keyChanges }),
  } = input;
  const readiness = input.readiness ?? databaseReadiness(services);
  const metrics = createMetrics();
  const app = createApp();
  app.use(answerHeaders({ newRequestId }));
  if (input.tracer !== undefined) app.use(traceRequests({ tracer: input.tracer }));
  app.use(accessLog({ log, metrics, nowMs }));
  app.use(
    methodNotAllowed({
      app,
      onMethodNotAllowed: (context, methods) => respondWithProblem(wrongMethod(methods), context),
    }),
  );
  app.use("/v1/*", limitBody({ maxBytes: maxBodyBytes, maxBytesOf: uploadLimits }));
  app.route("/", stripeWebhook({ services, secretsOf: stripeSecrets, nowMs }));
  app.route("/", driveChanges({ jobs: input.jobs, secret: input.drivePushSecret }));
  const callerOf = createCallerOf({ proxyCount: input.signIn?.proxyCount ?? 0 });
  const signIn = createSignIn({ services, options: signInOptions({ ...input, log }) });
  const { publicUrl } = signIn.options;
  app.use("/auth/*", limitBody({ maxBytes: 10_000, maxBytesOf: new Map() }));
  app.use("/auth/*", ownPagesOnly({ publicUrl }));
  app.use("/auth/*", cleanText);
  app.route("/", signInPages({ signIn, callerOf }));
  const authenticateSession = sessionAuthentication(signIn);
  app.use("/v1/*", authentication({ authenticate, authenticateSession, callerOf, publicUrl }));
  const limiter = createRequestLimiter({ requestsPerMinute, nowMs, counter: input.requestCounter });
  app.use("/v1/*", rateLimit({ requestsPerMinute, limiter }));
  app.use("/v1/*", cleanText);
  const ports: ApiPorts = {
    services,
    secret: input.secret,
    cursors: createCursors(input),
    jobs: input.jobs,
    processors:
      input.processors ??
      createProcessors({ simulator: createProcessorSimulator({ clock: services.clock }) }),
    signIn,
    webhookPolicy: input.webhookPolicy ?? publicHttps,
  };
  for (const operation of operations) mountOperation({ app, operation, ports });
  app.route("/", dashboard());
  app.route("/", healthRoutes({ readiness, metrics }));
  app.route("/", referencePages({ buildDocument: () => buildDocument(app) }));
  return app;
}

/** What is no valid request, no known address and no known error is a problem with a code. */
function createApp(): OpenAPIHono<ApiEnvironment> {
  const app = new OpenAPIHono<ApiEnvironment>({
    defaultHook: (result, context) => {
      if (result.success) return;
      const { target, error } = result;
      const known = bodyFieldsOf(context.get("operationId"));
      throw invalidRequest({ target, issues: error.issues, known });
    },
  });
  app.onError(respondWithProblem);
  app.notFound((context) => respondWithProblem(nothingHere(), context));
  return app;
}

function signInOptions(input: Pick<ApiInput, "signIn" | "secret"> & { log: Logger }) {
  const { publicUrl, google, sessionHours = 12 } = input.signIn ?? {};
  return {
    publicUrl,
    google,
    sessionHours,
    // A key of its own: what signs cursors signs no cookie.
    secret: createHmac("sha256", input.secret).update("sign-in").digest("base64url"),
    onProblem: (problem: { message: string }) => input.log.warn(problem, "signing in"),
  };
}

function randomRequestId(): string {
  return `req_${randomUUID().replaceAll("-", "")}`;
}

function databaseReadiness(services: Services): Readiness {
  return async () => {
    const database = await isDatabaseReachable(services);
    return { isReady: database, checks: { database } };
  };
}

function nothingHere(): ProblemError {
  return new ProblemError({
    code: "not_found",
    detail: "There is nothing at this address.",
    extras: { remedy: "Look the address up in the reference, /docs." },
  });
}

const operationsById = new Map(operations.map((operation) => [operation.id, operation]));

function bodyFieldsOf(operationId: string | undefined): string[] {
  const schema = operationsById.get(operationId ?? "")?.body;
  return schema !== undefined && "shape" in schema ? Object.keys(schema.shape as object) : [];
}

function wrongMethod(methods: readonly string[]): ProblemError {
  const allow = methods.join(", ");
  return new ProblemError({
    code: "method_not_allowed",
    detail: `This address takes ${allow}.`,
    headers: { Allow: allow },
  });
}
