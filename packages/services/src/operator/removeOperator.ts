import { listOperators as findOperators, removeOperator as remove } from "@rollbook/db/operator";
import { ServiceError, type Services } from "../run/index.ts";

/** Their keys and sessions open nothing from this moment on. @throws ServiceError not_found */
export async function removeOperator(
  services: Services,
  { email }: { email: string },
): Promise<void> {
  const at = services.clock();
  const isRemoved = await remove(services.database, { email: email.trim().toLowerCase(), at });
  if (!isRemoved) throw new ServiceError("not_found", `There is no operator ${email}.`);
}

export function listOperators({ database }: Services) {
  return findOperators(database);
}
