import { createHash } from "node:crypto";
import type { RandomBytes } from "@rollbook/db";

/** 256 random bits for a link that is shown once. */
export function newToken(random: RandomBytes): string {
  return Buffer.from(random(32)).toString("base64url");
}

/** What is kept of it. */
export function hashOfToken(token: string): string {
  return createHash("sha256").update(token).digest("hex");
}
