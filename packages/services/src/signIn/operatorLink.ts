import { setOperatorUser, type OperatorRecord } from "@rollbook/db/operator";
import { practicesOfUser } from "@rollbook/db/practiceUser";
import { ServiceError } from "../run/index.ts";
import type { SignIn } from "./createSignIn.ts";
import { makeOneTimeLink } from "./oneTimeLinks.ts";
import { createUser, findUserByEmail } from "./people.ts";

/**
 * For whoever runs the installation: a link with which an operator chooses a password.
 * @throws ServiceError conflict where the address is a practice's person
 */
export async function makeOperatorLink(
  signIn: SignIn,
  { id, name, email }: Pick<OperatorRecord, "id" | "name" | "email">,
): Promise<{ token: string; expiresAt: string }> {
  const { database } = signIn.services;
  const known = await findUserByEmail(signIn, { email });
  if (known !== undefined && (await practicesOfUser(database, { userId: known.id })).length > 0)
    throw new ServiceError(
      "conflict",
      `${email} is a person of a practice: an operator signs in with an address of their own.`,
    );
  const { id: userId } = known ?? (await createUser(signIn, { email, name, isVouchedFor: true }));
  await setOperatorUser(database, { id, userId });
  return makeOneTimeLink(signIn, { userId, purpose: "set_password" });
}
