import { withPractice } from "@rollbook/db";
import { findPresentUserByEmail, resolveInvitation } from "@rollbook/db/practiceUser";
import { newSystemContext, runVerb } from "../run/index.ts";
import { hashOfToken, inviteUser, joinPractice, newToken } from "../user/index.ts";
import type { SignIn } from "./createSignIn.ts";
import { makeOneTimeLink } from "./oneTimeLinks.ts";
import { createUser, findUserByEmail } from "./people.ts";

const email = "owner@this-machine.example";
const name = "Owner of this machine";

/** Where the product runs on one's own machine: a link that opens the dashboard once, signed in as the practice's owner. */
export async function makeLocalOwnerLink(
  signIn: SignIn,
  { practiceId }: { practiceId: string },
): Promise<{ token: string }> {
  const { services } = signIn;
  const known = await findUserByEmail(signIn, { email });
  const { id: userId } = known ?? (await createUser(signIn, { email, name, isVouchedFor: false }));
  const present = await withPractice(services.database, { practiceId }, (tx) =>
    findPresentUserByEmail(tx, { email }),
  );
  if (present === undefined) await joinAsOwner(signIn, { practiceId, userId });
  return makeOneTimeLink(signIn, { userId, purpose: "sign_in" });
}

async function joinAsOwner(
  { services }: SignIn,
  { practiceId, userId }: { practiceId: string; userId: string },
): Promise<void> {
  const context = newSystemContext(services, practiceId);
  const token = newToken(services.randomBytes);
  await runVerb(services, inviteUser, { context, input: { email, name, role: "owner", token } });
  const invitation = await resolveInvitation(services.database, { hash: hashOfToken(token) });
  if (invitation === undefined) throw new Error("the invitation of this machine's owner is gone");
  await joinPractice(services, { invitation, userId, requestId: context.requestId });
}
