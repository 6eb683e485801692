import { operatorPermissions, permissionsOfRole, roles, type Role } from "@rollbook/services/run";
import type { Operation } from "../openapi/index.ts";

/** Which roles may call each operation. Kept as apps/api/access.json, so that a change of it is seen. */
export function accessTable(operations: readonly Operation[]): Record<string, Role[]> {
  const rows = operations.map(({ id, access, audience }) => {
    const mayCall = (role: Role): boolean => {
      if (audience === "everyone") return true;
      if ((role === "operator") !== (audience === "operators")) return false;
      const own: readonly string[] =
        role === "operator" ? operatorPermissions : permissionsOfRole[role];
      return access === "any" || own.includes(access);
    };
    return [id, roles.filter(mayCall)] as const;
  });
  return Object.fromEntries(rows);
}
