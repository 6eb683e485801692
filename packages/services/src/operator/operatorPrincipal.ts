import {
  findOperatorOfUser,
  resolveOperatorKey as lookUp,
  type OperatorRecord,
} from "@rollbook/db/operator";
import { hashOfApiKey, isOperatorKey } from "../apiKey/index.ts";
import { operatorPermissions, type OperatorPermission, type Services } from "../run/index.ts";

/** An operator as one who asks: of no practice, with nothing that a practice's permissions allow. */
export interface OperatorPrincipal {
  readonly kind: "operator";
  readonly id: string;
  readonly name: string;
  readonly role: "operator";
  readonly permissions: readonly OperatorPermission[];
}

/** Whose key this is; undefined for one that is unknown, ended or mistyped. */
export async function resolveOperatorKey(
  services: Services,
  { key }: { key: string },
): Promise<OperatorPrincipal | undefined> {
  if (!isOperatorKey(key)) return undefined;
  const hash = hashOfApiKey(key);
  return asPrincipal(await lookUp(services.database, { hash, at: services.clock() }));
}

/** The operator that a person who signed in is, if any. */
export async function operatorOfUser(
  services: Services,
  { userId }: { userId: string },
): Promise<OperatorPrincipal | undefined> {
  return asPrincipal(await findOperatorOfUser(services.database, { userId }));
}

function asPrincipal(found: OperatorRecord | undefined): OperatorPrincipal | undefined {
  if (found === undefined) return undefined;
  const { id, name } = found;
  return { kind: "operator", id, name, role: "operator", permissions: operatorPermissions };
}
