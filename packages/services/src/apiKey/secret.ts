import { createHash, timingSafeEqual } from "node:crypto";
import type { RandomBytes } from "@rollbook/db";

export type KeyMode = "live" | "test";

const checksumLength = 6;

/** 256 random bits and a checksum: rbk_live_..., shown once. */
export function makeApiKey({ mode, random }: { mode: KeyMode; random: RandomBytes }): string {
  const secret = Buffer.from(random(32)).toString("base64url");
  const body = `rbk_${mode}_${secret}`;
  return `${body}${checksumOf(body)}`;
}

/** Tells a mistyped key from an unknown one without asking the database. */
export function isWellFormed(key: string): boolean {
  if (!/^rbk_(?:live|test)_[\w-]{49}$/.test(key)) return false;
  const body = key.slice(0, -checksumLength);
  return timingSafeEqual(Buffer.from(checksumOf(body)), Buffer.from(key.slice(-checksumLength)));
}

export function hashOfApiKey(key: string): string {
  return createHash("sha256").update(key).digest("hex");
}

function checksumOf(body: string): string {
  return createHash("sha256")
    .update(`rollbook:${body}`)
    .digest("base64url")
    .slice(0, checksumLength);
}
