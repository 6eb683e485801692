import { createHmac } from "node:crypto";
import { countSignInAttempts, deleteEndedSignIn, forgetSignInAttempts } from "@rollbook/db/signIn";
import type { Caller, SignIn } from "./createSignIn.ts";

const windowSeconds = 15 * 60;
const mostOfAccount = 10;
const mostOfAddress = 100;

export class TooManyAttempts extends Error {
  override readonly name = "TooManyAttempts";
  readonly retryAfterSeconds = windowSeconds;
}

/** Counted in the database, for all processes, and alike for addresses that nobody has. @throws TooManyAttempts */
export async function countAttempt(
  signIn: SignIn,
  { email, caller }: { email?: string; caller: Caller },
): Promise<void> {
  const keys = [...accountKeys(signIn, email), keyOf(signIn, "address", caller.address)];
  const at = signIn.services.clock();
  const counts = await countSignInAttempts(signIn.services.database, {
    keys,
    at,
    windowBegan: before(at),
  });
  const isOver = keys.some(
    (key) => (counts.get(key) ?? 0) > (key.startsWith("account:") ? mostOfAccount : mostOfAddress),
  );
  if (isOver) throw new TooManyAttempts("too many attempts to sign in");
}

/** After a right password its own count begins anew, and what has ended is cleared away. */
export async function forgetAttempts(signIn: SignIn, { email }: { email: string }): Promise<void> {
  const { database, clock } = signIn.services;
  const since = before(clock());
  await forgetSignInAttempts(database, { keys: accountKeys(signIn, email), before: since });
  await deleteEndedSignIn(database, { before: since });
}

const before = (at: string) => new Date(Date.parse(at) - windowSeconds * 1000).toISOString();

const accountKeys = (signIn: SignIn, email: string | undefined): string[] =>
  email === undefined ? [] : [keyOf(signIn, "account", email.trim().toLowerCase())];

// Whoever reads the table learns neither who tried nor from where.
function keyOf({ options }: SignIn, kind: "account" | "address", value: string): string {
  return `${kind}:${createHmac("sha256", options.secret).update(`${kind} ${value}`).digest("base64url")}`;
}
