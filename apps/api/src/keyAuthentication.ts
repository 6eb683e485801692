import { resolveApiKey, touchApiKey } from "@rollbook/services/apiKey";
import { resolveOperatorKey } from "@rollbook/services/operator";
import type { Services } from "@rollbook/services/run";
import type { Logger } from "pino";
import type { Authenticate, PracticePrincipal } from "./principal.ts";

const keptMs = 5000;
const mostKept = 10_000;

/** Looks a practice's key up at most every five seconds: a revoked one works that long at the most. */
export function keyAuthentication({
  services,
  log,
}: {
  services: Services;
  log: Pick<Logger, "warn">;
}): Authenticate {
  const kept = new Map<string, { principal: PracticePrincipal; untilMs: number }>();
  return async ({ token }) => {
    if (token.startsWith("rbk_operator_")) return resolveOperatorKey(services, { key: token });
    const nowMs = performance.now();
    const known = kept.get(token);
    if (known !== undefined && known.untilMs > nowMs) return known.principal;
    kept.delete(token);
    const principal = await resolveApiKey(services, { key: token });
    if (principal === undefined) return undefined;
    if (kept.size >= mostKept) kept.clear();
    // When it was used last is worth no failed request, but a line in the log.
    void touchApiKey(services, principal).catch((error: unknown) =>
      log.warn(
        { api_key_id: principal.id, error: error instanceof Error ? error.name : typeof error },
        "the last use of an API key was not recorded",
      ),
    );
    kept.set(token, { principal, untilMs: nowMs + keptMs });
    return principal;
  };
}
