/** Who acts, for which practice, when, and in answer to what. */
export interface Context {
  readonly practiceId: string;
  readonly actor: Actor;
  /** ISO 8601 with its offset. A test practice's own clock stands above it. */
  readonly instant: string;
  readonly requestId: string;
}

export interface Actor {
  readonly kind: "user" | "api_key" | "system" | "sync" | "operator";
  readonly id: string;
  readonly role: string;
  /** Such as membership.read; "*" is all of them. */
  readonly permissions: readonly string[];
}

/** The program itself: schedules, the billing run, start-up. */
export function systemContext(input: {
  practiceId: string;
  instant: string;
  requestId: string;
}): Context {
  return { ...input, actor: { kind: "system", id: "system", role: "system", permissions: ["*"] } };
}
