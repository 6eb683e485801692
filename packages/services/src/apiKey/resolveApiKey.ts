import { resolveApiKey as lookUp } from "@rollbook/db/apiKey";
import { permissionsFor, practiceRoles, type Permission, type Services } from "../run/index.ts";
import { hashOfApiKey, isWellFormed } from "./secret.ts";

export interface ApiKeyPrincipal {
  readonly kind: "api_key";
  readonly id: string;
  readonly practiceId: string;
  readonly role: string;
  readonly permissions: readonly Permission[];
}

/** Whose key this is; undefined for one that is unknown, revoked, expired or mistyped. */
export async function resolveApiKey(
  services: Services,
  { key }: { key: string },
): Promise<ApiKeyPrincipal | undefined> {
  if (!isWellFormed(key)) return undefined;
  const found = await lookUp(services.database, { hash: hashOfApiKey(key) });
  if (found === undefined || found.revokedAt !== null) return undefined;
  if (found.expiresAt !== null && Date.parse(found.expiresAt) <= Date.parse(services.clock()))
    return undefined;
  // Operators stand outside of practices: a key of that role, made before they did, opens nothing.
  if (!(practiceRoles as readonly string[]).includes(found.role)) return undefined;
  const permissions = permissionsFor({ role: found.role, only: found.permissions });
  return {
    kind: "api_key",
    id: found.id,
    practiceId: found.practiceId,
    role: found.role,
    permissions,
  };
}
