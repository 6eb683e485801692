import { resolveApiKey, touchApiKey, type ApiKeyChanges } from "@rollbook/services/apiKey";
import { resolveOperatorKey } from "@rollbook/services/operator";
import type { Services } from "@rollbook/services/run";
import type { Logger } from "pino";
import type { Authenticate, PracticePrincipal } from "./principal.ts";

const keptMs = 5000;
const mostKept = 10_000;

type KeyAuthentication = {
  services: Services;
  log: Pick<Logger, "warn">;
  /** What is heard of changed keys; without it a revoked key works for another five seconds at the most. */
  changes?: ApiKeyChanges | undefined;
};

/** Looks a practice's key up every five seconds at the most, and at once when it was revoked or changed. */
export function keyAuthentication({ services, log, changes }: KeyAuthentication): Authenticate {
  const kept = keepPrincipals();
  changes?.subscribe(kept.forget);
  return async ({ token }) => {
    if (token.startsWith("rbk_operator_")) return resolveOperatorKey(services, { key: token });
    const known = kept.find(token);
    if (known !== undefined) return known;
    const keep = kept.beginLookUp();
    const principal = await resolveApiKey(services, { key: token });
    if (principal === undefined) return undefined;
    // When it was used last is worth no failed request, but a line in the log.
    void touchApiKey(services, principal).catch((error: unknown) =>
      log.warn(
        { api_key_id: principal.id, error: error instanceof Error ? error.name : typeof error },
        "the last use of an API key was not recorded",
      ),
    );
    keep(token, principal);
    return principal;
  };
}

function keepPrincipals() {
  const kept = new Map<string, { principal: PracticePrincipal; untilMs: number }>();
  let changeCount = 0;
  return {
    find: (token: string): PracticePrincipal | undefined => {
      const known = kept.get(token);
      if (known === undefined || known.untilMs > performance.now()) return known?.principal;
      kept.delete(token);
      return undefined;
    },
    /** What was looked up while a change was told may be older than the change, and is not kept. */
    beginLookUp: () => {
      const countBefore = changeCount;
      return (token: string, principal: PracticePrincipal): void => {
        if (changeCount !== countBefore) return;
        if (kept.size >= mostKept) kept.clear();
        kept.set(token, { principal, untilMs: performance.now() + keptMs });
      };
    },
    forget: (keyId: string | undefined): void => {
      changeCount += 1;
      if (keyId === undefined) kept.clear();
      for (const [token, { principal }] of kept) if (principal.id === keyId) kept.delete(token);
    },
  };
}
