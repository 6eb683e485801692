import { resolveApiKey, touchApiKey } from "@rollbook/services/apiKey";
import type { Services } from "@rollbook/services/run";
import type { Authenticate, Principal } from "./principal.ts";

const keptMs = 5000;
const mostKept = 10_000;

/** Looks a key up at most every five seconds: a revoked one works that long at the most. */
export function keyAuthentication(services: Services): Authenticate {
  const kept = new Map<string, { principal: Principal; untilMs: number }>();
  return async ({ token }) => {
    const nowMs = performance.now();
    const known = kept.get(token);
    if (known !== undefined && known.untilMs > nowMs) return known.principal;
    kept.delete(token);
    const principal = await resolveApiKey(services, { key: token });
    if (principal === undefined) return undefined;
    if (kept.size >= mostKept) kept.clear();
    // When it was used last is worth no failed request.
    void touchApiKey(services, principal).catch(() => undefined);
    kept.set(token, { principal, untilMs: nowMs + keptMs });
    return principal;
  };
}
