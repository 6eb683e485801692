import { ProblemError } from "../problem/index.ts";

export function etagOf(version: number): string {
  return `"v${version}"`;
}

/** @throws ProblemError 428 without If-Match, 412 for a tag that is not one of ours. */
export function requiredVersion(ifMatch: string | undefined): number {
  if (ifMatch === undefined) {
    throw new ProblemError({
      code: "if_match_required",
      detail: "This change needs the ETag of what it changes.",
    });
  }
  const version = /^"v(\d{1,15})"$/.exec(ifMatch.trim())?.[1];
  if (version === undefined) {
    throw new ProblemError({ code: "stale", detail: "If-Match does not hold the present ETag." });
  }
  return Number(version);
}
