import type { OperatorPrincipal } from "@rollbook/services/operator";
import type { UserPrincipal } from "@rollbook/services/user";

export type KeyPrincipal = {
  kind: "api_key";
  id: string;
  practiceId: string;
  role: string;
  permissions: readonly string[];
};

/** A person or a key of one practice, which every query, cursor and idempotency key is bound to as well. */
export type PracticePrincipal = KeyPrincipal | UserPrincipal;

/** Who asks: of one practice, or an operator, who stands outside of all of them. */
export type Principal = PracticePrincipal | OperatorPrincipal;

/** Answers undefined for a key that is unknown, revoked or expired: the caller is told no more than that. */
export type Authenticate = (input: { token: string }) => Promise<Principal | undefined>;
