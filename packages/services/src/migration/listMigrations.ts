import { newId, withPractice } from "@rollbook/db";
import { insertAuditEvent } from "@rollbook/db/audit";
import {
  listMigrations as findMigrations,
  type ListedMigration,
} from "@rollbook/db/paymentsMigration";
import { asPage, ServiceError, type Actor, type Listed, type Services } from "../run/index.ts";

/**
 * The operators' list of all migrations, searched and in pages. Every view is recorded with each practice on it, where the
 * practice sees it.
 */
export async function listMigrations(
  services: Services,
  {
    actor,
    requestId,
    search,
    after,
    limit = 50,
  }: { actor: Actor; requestId: string; search?: string; after?: string; limit?: number },
): Promise<Listed<ListedMigration & { id: string }>> {
  if (!actor.permissions.includes("operator.migrations") && !actor.permissions.includes("*")) {
    throw new ServiceError(
      "forbidden",
      `The role ${actor.role} may not do this: it needs operator.migrations.`,
    );
  }
  const found = await findMigrations(services.database, { search, after, limit: limit + 1 });
  const page = asPage(
    found.map((each) => ({ ...each, id: each.practiceId })),
    limit,
  );
  const at = services.clock();
  for (const { practiceId } of page.data) {
    await withPractice(services.database, { practiceId }, (tx) =>
      insertAuditEvent(tx, practiceId, {
        id: newId("evt", { instant: at, random: services.randomBytes }),
        at,
        actorKind: actor.kind,
        actorId: actor.id,
        action: "migration.viewed_by_operator",
        entityId: practiceId,
        requestId,
        detail: {},
      }),
    );
  }
  return page;
}
