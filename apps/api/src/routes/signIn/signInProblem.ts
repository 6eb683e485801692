import { ServiceError } from "@rollbook/services/run";
import { TooManyAttempts } from "@rollbook/services/signIn";
import { ProblemError } from "../../problem/index.ts";

export function unauthenticated(detail: string): ProblemError {
  return new ProblemError({
    code: "unauthenticated",
    detail,
    extras: { remedy: "Sign in again, or ask for a new link." },
  });
}

/** Failures of signing in as their problems; any other is thrown on as it is. */
export function asSignInProblem(error: unknown): never {
  if (error instanceof TooManyAttempts) {
    const minutes = error.retryAfterSeconds / 60;
    throw new ProblemError({
      code: "rate_limited",
      detail: `Too many attempts: wait ${minutes} minutes and try again.`,
      headers: { "Retry-After": String(error.retryAfterSeconds) },
    });
  }
  if (error instanceof ServiceError && error.code === "forbidden")
    throw unauthenticated(error.message);
  throw error;
}
