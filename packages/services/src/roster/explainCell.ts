import {
  explainCell,
  isComputedKey,
  type CellContext,
  type CellExplanation,
} from "@rollbook/core/reconcile";
import { RosterFieldKey } from "@rollbook/core/roster";
import type { AuditEvent } from "@rollbook/db/audit";
import { findLatestChange, getRoster, listHistory } from "@rollbook/db/roster";
import * as z from "zod";
import { explainMembership } from "../membership/index.ts";
import { defineVerb, notFound, ServiceError, type Given } from "../run/index.ts";
import { readRows } from "./observeRoster.ts";

const id = z.string().min(1);

export type ExplainedCell = CellExplanation & {
  /** Who changed it in Rollbook; of an edit in the sheet nobody knows. */
  changedBy: Pick<AuditEvent, "actorKind" | "actorId" | "action" | "at"> | null;
};

/** Why a roster cell says what it says (WHY-1). @throws ServiceError not_found, invalid */
export const explainRosterCell = defineVerb({
  name: "roster.explain_cell",
  permission: "roster.read",
  input: z.strictObject({ id, rowId: id, field: id }),
  run: async ({ input, ...given }): Promise<ExplainedCell> => {
    const { tx, today } = given;
    const { id: rosterId, rowId, field } = input;
    if (!isComputedKey(field) && !RosterFieldKey.safeParse(field).success) {
      throw new ServiceError("invalid", `"${field}" is no field of a roster.`);
    }
    const roster = await getRoster(tx, rosterId);
    if (roster === undefined) throw notFound("roster", rosterId);
    const { rows, known } = await readRows(tx, roster, today);
    const row = rows.find((one) => one.rowId === rowId);
    const knownRow = known.find((one) => one.rowId === rowId);
    if (row === undefined || knownRow === undefined) throw notFound("roster row", rowId);
    const entries = await listHistory(tx, { rosterId, rowId, limit: 1000 });
    const history = entries
      .filter((entry) => entry.field === field)
      .map(({ runId, origin, valueBefore, valueAfter, happenedAt, editorHint }) => ({
        runId,
        origin,
        before: valueBefore,
        after: valueAfter,
        happenedAt,
        editorHint,
      })) as CellContext["history"];
    const { createdByRun, membershipId } = row;
    const why = await whyOf(given, membershipId);
    const context = { known: knownRow, createdByRun, history, ...why };
    const explained = explainCell({ field, context });
    const ids = [row.patientId, membershipId].filter((one) => one !== null);
    const isOfDatabase = explained.setBy.origin === "database";
    const changedBy = isOfDatabase
      ? await findLatestChange(tx, { entityIds: ids, by: explained.setBy.at ?? given.instant })
      : undefined;
    return { ...explained, changedBy: changedBy ?? null };
  },
  audit: ({ input }) => ({
    entityId: input.id,
    detail: { rowId: input.rowId, field: input.field },
  }),
});

async function whyOf(
  given: Given,
  membershipId: string | null,
): Promise<Pick<CellContext, "start" | "status" | "price">> {
  if (membershipId === null) return { start: null, status: null, price: null };
  const { start, status, price } = await explainMembership.run({
    ...given,
    input: { id: membershipId },
  });
  return { start, status, price };
}
