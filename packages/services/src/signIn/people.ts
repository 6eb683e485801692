import { requireGoodPassword } from "./passwords.ts";
import type { SignIn } from "./createSignIn.ts";

export async function findUserByEmail(
  signIn: SignIn,
  { email }: { email: string },
): Promise<{ id: string; email: string } | undefined> {
  const { internalAdapter } = await (await signIn.library()).$context;
  const found = await internalAdapter.findUserByEmail(email);
  return found?.user;
}

/** Somebody who can sign in. `isVouchedFor`: whoever runs the installation named the address. */
export async function createUser(
  signIn: SignIn,
  input: { email: string; name: string; isVouchedFor: boolean; password?: string },
): Promise<{ id: string }> {
  const { email, name, isVouchedFor, password } = input;
  if (password !== undefined) requireGoodPassword(password);
  const { api } = await signIn.library();
  const { userId } = await api.createPerson({ body: { email, name, isVouchedFor, password } });
  return { id: userId };
}
