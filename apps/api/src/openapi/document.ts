import type { OpenAPIHono } from "@hono/zod-openapi";
import type { ApiEnvironment } from "../environment.ts";
import { signInRoutes } from "../routes/signIn/index.ts";
import { driveChangesRoute } from "../routes/driveChanges/index.ts";
import { stripeWebhookRoute } from "../routes/stripe/index.ts";

const description =
  `Rollbook keeps a practice's membership roster, which its admins edit in a spreadsheet, and its
billing in step. Money is whole minor units beside an ISO 4217 currency; dates are plain dates in the practice's time
zone; ids are opaque, prefixed and sortable by time. Errors are RFC 9457 problems.`.replaceAll(
    "\n",
    " ",
  );

/** Takes a moment: built once, when it is first asked for. */
export function buildDocument(app: OpenAPIHono<ApiEnvironment>): Record<string, unknown> {
  registerComponents(app);
  const document = app.getOpenAPI31Document({
    openapi: "3.1.0",
    info: {
      title: "Rollbook",
      version: "1.0.0",
      description,
      license: { name: "MIT", url: "https://spdx.org/licenses/MIT.html" },
    },
    servers: [{ url: "/", description: "The server that answered" }],
    security: [{ apiKey: [] }, { session: [] }],
  });
  return JSON.parse(JSON.stringify(document)) as Record<string, unknown>;
}

function registerComponents(app: OpenAPIHono<ApiEnvironment>): void {
  const registry = app.openAPIRegistry;
  registry.registerPath(stripeWebhookRoute);
  registry.registerPath(driveChangesRoute);
  for (const route of Object.values(signInRoutes)) registry.registerPath(route);
  registerSecurity(registry);
  const text = { schema: { type: "string" as const } };
  registry.registerComponent("headers", "RequestId", {
    ...text,
    description: "Quote it when you ask for help",
  });
  registry.registerComponent("headers", "RateLimit", {
    ...text,
    description: "Requests left (r) and seconds until the window turns (t)",
  });
  registry.registerComponent("headers", "RateLimitPolicy", {
    ...text,
    description: "Requests (q) in a window of seconds (w)",
  });
  registry.registerComponent("headers", "ETag", {
    ...text,
    description: "The version, for If-Match",
  });
  registry.registerComponent("headers", "IdempotencyReplayed", {
    ...text,
    description: "true when this is the first answer again",
  });
  const idempotencyKey = {
    name: "Idempotency-Key",
    in: "header" as const,
    schema: { type: "string" as const, minLength: 1, maxLength: 255 },
  };
  registry.registerComponent("parameters", "IdempotencyKey", {
    ...idempotencyKey,
    description: "A random value of yours: a retry with the same one does nothing twice",
  });
  registry.registerComponent("parameters", "RequiredIdempotencyKey", {
    ...idempotencyKey,
    required: true,
    description: "A random value of yours: a retry with the same one moves no money twice",
  });
  registry.registerComponent("parameters", "IfMatch", {
    name: "If-Match",
    in: "header",
    required: true,
    schema: { type: "string" },
    description: "The ETag of what you read",
  });
}

function registerSecurity(registry: OpenAPIHono<ApiEnvironment>["openAPIRegistry"]): void {
  registry.registerComponent("securitySchemes", "apiKey", {
    type: "http",
    scheme: "bearer",
    description:
      "An API key of the practice: rbk_test_... or rbk_live_...; of an operator: rbk_operator_...",
  });
  registry.registerComponent("securitySchemes", "session", {
    type: "apiKey",
    in: "cookie",
    name: "rollbook.session_token",
    description:
      "A person who signed in, on the dashboard's own pages; over https the name begins with __Secure-. Of somebody in several practices, the header Rollbook-Practice chooses one.",
  });
}
