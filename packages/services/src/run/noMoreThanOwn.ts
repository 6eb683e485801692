import type { Context } from "./context.ts";
import { permissionsOfRole, type Role } from "./permission.ts";
import { ServiceError } from "./serviceError.ts";

/** Nobody gives, or takes away, more than they may do themselves. @throws ServiceError forbidden */
export function refuseMoreThanOwn(
  { actor }: Context,
  { role, what }: { role: Role; what: string },
): void {
  if (actor.permissions.includes("*")) return;
  const missing = permissionsOfRole[role].find((each) => !actor.permissions.includes(each));
  if (missing === undefined) return;
  throw new ServiceError(
    "forbidden",
    `${what} of the role ${role} may do more than you: ${missing}.`,
  );
}
