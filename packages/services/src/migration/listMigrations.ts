import { newId, withPractice } from "@rollbook/db";
import { insertAuditEvent } from "@rollbook/db/audit";
import {
  listMigrations as findMigrations,
  type ListedMigration,
} from "@rollbook/db/paymentsMigration";
import { asPage, ServiceError, type Listed, type Services } from "../run/index.ts";

export interface MigrationsQuery {
  /** Who looks: an operator, who stands outside of practices. */
  readonly operator: {
    readonly kind: "operator";
    readonly id: string;
    readonly name: string;
    readonly permissions: readonly string[];
  };
  readonly requestId: string;
  readonly search?: string | undefined;
  readonly status?: ListedMigration["state"] | undefined;
  readonly after?: string | undefined;
  readonly limit: number;
}

/**
 * The operators' list of all migrations, searched and in pages. Before it is answered, every view is recorded with each
 * practice on it, where the practice sees it. @throws ServiceError forbidden
 */
export async function listMigrations(
  services: Services,
  { operator, requestId, ...query }: MigrationsQuery,
): Promise<Listed<ListedMigration>> {
  if (!operator.permissions.includes("operator.migrations")) {
    throw new ServiceError("forbidden", "This list is for operators who may see migrations.");
  }
  const found = await findMigrations(services.database, { ...query, limit: query.limit + 1 });
  const page = asPage(found, query.limit);
  const at = services.clock();
  for (const { practiceId } of page.data) {
    await withPractice(services.database, { practiceId }, (tx) =>
      insertAuditEvent(tx, practiceId, {
        id: newId("evt", { instant: at, random: services.randomBytes }),
        at,
        actorKind: operator.kind,
        actorId: operator.id,
        action: "migration.viewed_by_operator",
        entityId: practiceId,
        requestId,
        detail: { operator: operator.name },
      }),
    );
  }
  return page;
}
