import { createHmac } from "node:crypto";
import { expect, test } from "vitest";
import { verifyWebhook } from "./verifyWebhook.ts";

const secretBytes = Buffer.from("a secret of thirty-two bytes ...");
const secret = `whsec_${secretBytes.toString("base64")}`;
const body = '{"type":"invoice.issued"}';
const sentAtMs = 1_780_000_000_000;

function signedHeaders(input: { body: string; timestamp?: string }) {
  const timestamp = input.timestamp ?? String(sentAtMs / 1000);
  const signature = createHmac("sha256", secretBytes)
    .update(`msg_1.${timestamp}.${input.body}`)
    .digest("base64");
  return new Headers({
    "webhook-id": "msg_1",
    "webhook-timestamp": timestamp,
    "webhook-signature": `v1,${Buffer.alloc(32).toString("base64")} v1,${signature}`,
  });
}

test.each([
  {
    name: "a fresh, signed body",
    headers: signedHeaders({ body }),
    nowMs: sentAtMs,
    isGenuine: true,
  },
  {
    name: "another body",
    headers: signedHeaders({ body: "{}" }),
    nowMs: sentAtMs,
    isGenuine: false,
  },
  {
    name: "an old one",
    headers: signedHeaders({ body }),
    nowMs: sentAtMs + 301_000,
    isGenuine: false,
  },
  { name: "no headers", headers: new Headers(), nowMs: sentAtMs, isGenuine: false },
  {
    name: "a time that is none",
    headers: signedHeaders({ body, timestamp: "soon" }),
    nowMs: sentAtMs,
    isGenuine: false,
  },
])("$name: $isGenuine", async ({ headers, nowMs, isGenuine }) => {
  expect(await verifyWebhook({ secret, headers, body, nowMs })).toBe(isGenuine);
});
