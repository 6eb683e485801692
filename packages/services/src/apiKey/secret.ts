import { createHash, timingSafeEqual } from "node:crypto";
import type { RandomBytes } from "@rollbook/db";

export type KeyMode = "live" | "test";

const checksumLength = 6;

/** 256 random bits and a checksum: rbk_live_..., shown once. */
export function makeApiKey({ mode, random }: { mode: KeyMode; random: RandomBytes }): string {
  return makeKey({ prefix: `rbk_${mode}_`, random });
}

/** The same for an operator: rbk_operator_... */
export function makeOperatorKey({ random }: { random: RandomBytes }): string {
  return makeKey({ prefix: "rbk_operator_", random });
}

/** Tells a mistyped key from an unknown one without asking the database. */
export function isWellFormed(key: string): boolean {
  return /^rbk_(?:live|test)_[\w-]{49}$/.test(key) && hasGoodChecksum(key);
}

export function isOperatorKey(key: string): boolean {
  return /^rbk_operator_[\w-]{49}$/.test(key) && hasGoodChecksum(key);
}

export function hashOfApiKey(key: string): string {
  return createHash("sha256").update(key).digest("hex");
}

function makeKey({ prefix, random }: { prefix: string; random: RandomBytes }): string {
  const body = `${prefix}${Buffer.from(random(32)).toString("base64url")}`;
  return `${body}${checksumOf(body)}`;
}

function hasGoodChecksum(key: string): boolean {
  const body = key.slice(0, -checksumLength);
  return timingSafeEqual(Buffer.from(checksumOf(body)), Buffer.from(key.slice(-checksumLength)));
}

function checksumOf(body: string): string {
  return createHash("sha256")
    .update(`rollbook:${body}`)
    .digest("base64url")
    .slice(0, checksumLength);
}
