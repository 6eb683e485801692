import { createHmac } from "node:crypto";

/** Headers of Standard Webhooks: HMAC-SHA256 over id, timestamp and body, one signature per live secret. */
export function signedHeaders(input: {
  eventId: string;
  timestampSeconds: number;
  body: string;
  secrets: readonly string[];
}): Record<string, string> {
  const { eventId, timestampSeconds, body, secrets } = input;
  const signatures = secrets.map((secret) => {
    const key = Buffer.from(secret.replace(/^whsec_/, ""), "base64");
    return `v1,${createHmac("sha256", key).update(`${eventId}.${timestampSeconds}.${body}`).digest("base64")}`;
  });
  return {
    "webhook-id": eventId,
    "webhook-timestamp": String(timestampSeconds),
    "webhook-signature": signatures.join(" "),
  };
}
