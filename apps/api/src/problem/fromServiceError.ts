import { ProblemError } from "./problem.ts";

export function fromServiceError(_error: unknown): ProblemError | undefined {
  return undefined;
}
