/** Who asks. Always bound to one practice, which every query, cursor and idempotency key is bound to as well. */
export type Principal = {
  kind: "api_key" | "user";
  id: string;
  practiceId: string;
  role: string;
  permissions: readonly string[];
};

/** Answers undefined for a key that is unknown, revoked or expired: the caller is told no more than that. */
export type Authenticate = (input: { token: string }) => Promise<Principal | undefined>;
