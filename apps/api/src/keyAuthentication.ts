import { resolveApiKey, touchApiKey, type ApiKeyChanges } from "@rollbook/services/apiKey";
import { resolveOperatorKey } from "@rollbook/services/operator";
import type { Services } from "@rollbook/services/run";
import type { Logger } from "pino";
import type { Authenticate, PracticePrincipal } from "./principal.ts";

const keptMs = 5000;
/** A key in use is looked up again while it is still kept, so that no request waits for it. */
const renewedAfterMs = 3000;
const mostKept = 10_000;

type KeyAuthentication = {
  services: Services;
  log: Pick<Logger, "warn">;
  /** What is heard of changed keys; without it a revoked key works for another five seconds at the most. */
  changes?: ApiKeyChanges | undefined;
  nowMs?: () => number;
};

/** Looks a practice's key up every five seconds at the most, and at once when it was revoked or changed. */
export function keyAuthentication(input: KeyAuthentication): Authenticate {
  const { services, log, changes, nowMs = () => performance.now() } = input;
  const kept = keepPrincipals(nowMs);
  changes?.subscribe(kept.forget);
  const warn = (fields: object, sentence: string) => (error: unknown) =>
    log.warn({ ...fields, error: error instanceof Error ? error.name : typeof error }, sentence);
  const lookUp = async (token: string): Promise<PracticePrincipal | undefined> => {
    const keep = kept.beginLookUp();
    const principal = await resolveApiKey(services, { key: token });
    keep(token, principal);
    if (principal === undefined) return undefined;
    // When it was used last is worth no failed request, but a line in the log.
    void touchApiKey(services, principal).catch(
      warn({ api_key_id: principal.id }, "the last use of an API key was not recorded"),
    );
    return principal;
  };
  return async ({ token }) => {
    if (token.startsWith("rbk_operator_")) return resolveOperatorKey(services, { key: token });
    const known = kept.find(token);
    if (known === undefined) return lookUp(token);
    if (known.isDue)
      void lookUp(token).catch(
        warn({ api_key_id: known.principal.id }, "an API key could not be looked up again"),
      );
    return known.principal;
  };
}

type Kept = { principal: PracticePrincipal; renewAtMs: number; untilMs: number };

function keepPrincipals(nowMs: () => number) {
  const kept = new Map<string, Kept>();
  let changeCount = 0;
  return {
    /** `isDue` is said once: whoever hears it looks the key up again. */
    find: (token: string): { principal: PracticePrincipal; isDue: boolean } | undefined => {
      const known = kept.get(token);
      if (known === undefined) return undefined;
      const now = nowMs();
      if (known.untilMs <= now) {
        kept.delete(token);
        return undefined;
      }
      const isDue = known.renewAtMs <= now;
      if (isDue) known.renewAtMs = known.untilMs;
      return { principal: known.principal, isDue };
    },
    /** What was looked up while a change was told may be older than the change, and is not kept. */
    beginLookUp: () => {
      const countBefore = changeCount;
      return (token: string, principal: PracticePrincipal | undefined): void => {
        if (principal === undefined) kept.delete(token);
        if (principal === undefined || changeCount !== countBefore) return;
        if (kept.size >= mostKept) kept.clear();
        const now = nowMs();
        kept.set(token, { principal, renewAtMs: now + renewedAfterMs, untilMs: now + keptMs });
      };
    },
    forget: (keyId: string | undefined): void => {
      changeCount += 1;
      if (keyId === undefined) kept.clear();
      for (const [token, { principal }] of kept) if (principal.id === keyId) kept.delete(token);
    },
  };
}
