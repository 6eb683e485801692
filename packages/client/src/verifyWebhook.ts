const toleranceSeconds = 300;

/**
 * Whether a webhook came from Rollbook and is fresh (Standard Webhooks: HMAC-SHA256 over id, timestamp and body).
 * @param input.secret the endpoint's `whsec_...`
 * @param input.body the bytes as they came, before any JSON parsing
 */
export async function verifyWebhook(input: {
  secret: string;
  headers: { get: (name: string) => string | null };
  body: string;
  nowMs: number;
}): Promise<boolean> {
  const id = input.headers.get("webhook-id");
  const timestamp = input.headers.get("webhook-timestamp");
  const signatures = input.headers.get("webhook-signature");
  if (id === null || timestamp === null || signatures === null) return false;
  const ageSeconds = input.nowMs / 1000 - Number(timestamp);
  if (!(Math.abs(ageSeconds) <= toleranceSeconds)) return false;
  const key = await crypto.subtle.importKey(
    "raw",
    fromBase64(input.secret.replace(/^whsec_/, "")),
    { name: "HMAC", hash: "SHA-256" },
    false,
    ["verify"],
  );
  const signed = new TextEncoder().encode(`${id}.${timestamp}.${input.body}`);
  for (const signature of signatures.split(" ")) {
    const [version, value] = signature.split(",");
    if (version !== "v1" || value === undefined) continue;
    if (await crypto.subtle.verify("HMAC", key, fromBase64(value), signed)) return true;
  }
  return false;
}

function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}
