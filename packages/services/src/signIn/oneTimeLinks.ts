import {
  insertOneTimeLink,
  useOneTimeLink,
  withdrawOneTimeLinks,
  type LinkPurpose,
} from "@rollbook/db/signIn";
import { ServiceError } from "../run/index.ts";
import { hashOfToken, newToken } from "../user/index.ts";
import type { Caller, Kept, SignIn } from "./createSignIn.ts";
import { countAttempt } from "./attempts.ts";
import { replacePassword, requireGoodPassword } from "./passwords.ts";
import { signInAs } from "./signInAs.ts";

const validMinutes = { sign_in: 15, set_password: 3 * 24 * 60 } as const satisfies Record<
  LinkPurpose,
  number
>;

const linkIsOver = "This link was used or has ended: ask for a new one.";

/** A token that opens the account once; only its hash is kept. One of the same purpose made before ends. */
export async function makeOneTimeLink(
  { services }: Pick<SignIn, "services">,
  { userId, purpose, token }: { userId: string; purpose: LinkPurpose; token?: string },
): Promise<{ token: string; expiresAt: string }> {
  const made = token ?? newToken(services.randomBytes);
  const createdAt = services.clock();
  const ends = Date.parse(createdAt) + validMinutes[purpose] * 60_000;
  const expiresAt = new Date(ends).toISOString();
  await withdrawOneTimeLinks(services.database, { userId, purpose });
  await insertOneTimeLink(services.database, {
    hash: hashOfToken(made),
    purpose,
    userId,
    createdAt,
    expiresAt,
  });
  return { token: made, expiresAt };
}

/** @throws ServiceError forbidden where the link was used or has ended */
export async function signInWithLink(
  signIn: SignIn,
  { token, caller }: { token: string; caller: Caller },
): Promise<Kept> {
  const { userId } = await useLink(signIn, { token, purpose: "sign_in", caller });
  return signInAs(signIn, { userId, caller });
}

/** A new password for whoever holds the link, who is then signed in. @throws ServiceError forbidden, invalid */
export async function setPasswordWithLink(
  signIn: SignIn,
  { token, password, caller }: { token: string; password: string; caller: Caller },
): Promise<Kept> {
  requireGoodPassword(password);
  const { userId } = await useLink(signIn, { token, purpose: "set_password", caller });
  await replacePassword(signIn, { userId, password });
  return signInAs(signIn, { userId, caller });
}

async function useLink(
  signIn: SignIn,
  { token, purpose, caller }: { token: string; purpose: LinkPurpose; caller: Caller },
): Promise<{ userId: string }> {
  await countAttempt(signIn, { caller });
  const { database, clock } = signIn.services;
  const found = await useOneTimeLink(database, { hash: hashOfToken(token), purpose, at: clock() });
  if (found === undefined) throw new ServiceError("forbidden", linkIsOver);
  return found;
}
