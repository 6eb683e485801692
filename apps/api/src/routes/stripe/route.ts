import { createRoute, z } from "@hono/zod-openapi";
import { Problem } from "../../problem/index.ts";

const problem = (description: string) => ({
  description,
  content: { "application/problem+json": { schema: Problem } },
});

/** What the document says of the address that Stripe calls. Its signature stands for an API key. */
export const stripeWebhookRoute = createRoute({
  method: "post",
  path: "/v1/processor-events/stripe/{practice_id}",
  operationId: "receiveStripeEvent",
  tags: ["Payments"],
  summary: "Takes events of a practice's Stripe account",
  description:
    "For Stripe alone: the signature in Stripe-Signature is checked against the endpoint's signing secret. An event is applied at most once, however often and in whatever order events come. Payments carry rollbook_payer_kind, rollbook_payer_id and, if they are for one, rollbook_invoice_id in their metadata.",
  security: [],
  request: {
    params: z.object({
      practice_id: z.string().openapi({ example: "pra_01jy0000000000000000000000" }),
    }),
    headers: z.object({ "stripe-signature": z.string() }),
    body: { required: true, content: { "application/json": { schema: z.looseObject({}) } } },
  },
  responses: {
    200: {
      description: "Received; the event is kept",
      content: {
        "application/json": {
          schema: z
            .object({ state: z.enum(["applied", "waits", "ignored", "for_a_person"]) })
            .openapi("ReceivedStripeEvent"),
        },
      },
    },
    401: problem(
      "`unauthenticated`: no such endpoint, or a signature that is missing, wrong or old",
    ),
    409: problem("`refused`: a rule refuses this; Stripe delivers it again"),
    413: problem("`payload_too_large`: The body is too large"),
    503: problem("`unavailable`: Try again"),
  },
});
