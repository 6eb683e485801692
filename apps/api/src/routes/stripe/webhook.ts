import { applyProcessorEvent } from "@rollbook/services/processorEvent";
import { runVerb, type Context, type Services } from "@rollbook/services/run";
import { Hono } from "hono";
import type { ApiEnvironment } from "../../environment.ts";
import { ProblemError } from "../../problem/index.ts";
import { eventOf } from "./eventOf.ts";
import type { StripeSecrets } from "./secrets.ts";

const toleranceSeconds = 300;
/** Checked for an endpoint that nobody has, so that it answers like a bad signature. */
const nobodys = "whsec_nobody";

/** Where Stripe tells what happened. Not behind an API key: the signature says who it is. */
export function stripeWebhook(input: {
  services: Services;
  secretsOf: StripeSecrets;
  nowMs: () => number;
}) {
  const { services, secretsOf, nowMs } = input;
  const routes = new Hono<ApiEnvironment>();
  routes.post("/v1/processor-events/stripe/:practice_id", async (context) => {
    const practiceId = context.req.param("practice_id");
    const payload = await context.req.text();
    const header = context.req.header("stripe-signature") ?? "";
    const secrets = secretsOf(practiceId);
    const given = { payload, header, secrets, receivedAtMs: nowMs() };
    const event = await verifiedEvent(given);
    if (event === undefined) throw badSignature();
    const { state } = await runVerb(services, applyProcessorEvent, {
      context: contextOf({ services, practiceId, requestId: context.get("requestId") }),
      input: eventOf(event, practiceId),
    });
    return context.json({ state });
  });
  return routes;
}

async function verifiedEvent(given: {
  payload: string;
  header: string;
  secrets: readonly string[];
  receivedAtMs: number;
}): Promise<unknown> {
  const { payload, header, secrets, receivedAtMs } = given;
  // Half a second to import: only where Stripe calls.
  const { Stripe } = await import("stripe");
  const { signature } = Stripe.webhooks;
  const isVerified = (secret: string): boolean => {
    try {
      return (
        signature?.verifyHeader(
          payload,
          header,
          secret,
          toleranceSeconds,
          undefined,
          receivedAtMs,
        ) ?? false
      );
    } catch {
      return false;
    }
  };
  const isGood = (secrets.length === 0 ? [nobodys] : secrets).some(isVerified);
  return isGood && secrets.length > 0 ? (JSON.parse(payload) as unknown) : undefined;
}

function badSignature(): ProblemError {
  return new ProblemError({
    code: "unauthenticated",
    detail: "There is no such endpoint, or the signature is missing, wrong or too old.",
  });
}

function contextOf(input: { services: Services; practiceId: string; requestId: string }): Context {
  const { services, practiceId, requestId } = input;
  const permissions = ["payment.write"];
  const actor = { kind: "system", id: "stripe", role: "system", permissions } as const;
  return { practiceId, requestId, instant: services.clock(), actor };
}
