import { z } from "@hono/zod-openapi";
import { explainRosterCell as explainVerb } from "@rollbook/services/roster";
import { callVerb } from "../../callVerb.ts";
import { defineOperation } from "../../openapi/index.ts";
import { CellExplanationField } from "../../wire/roster.ts";
import { params } from "./shared.ts";

const cellParams = params.extend({
  row_id: z.string().min(1).max(100).openapi({ example: "rb-0123456789abcdef" }),
  field: z.string().min(1).max(100).openapi({ example: "email" }),
});

export const explainRosterCell = defineOperation({
  id: "explainRosterCell",
  method: "get",
  path: "/v1/rosters/{roster_id}/cells/{row_id}/{field}/explain",
  tag: "Rosters",
  summary:
    "Why a roster cell says what it says: who set it, when, what each side has, what holds it",
  description: "Of an edit in the sheet nobody knows the editor; of one in Rollbook it is said.",
  access: "roster.read",
  params: cellParams,
  answer: CellExplanationField,
  run: async (request) => {
    const { roster_id: id, row_id: rowId, field } = request.params;
    const { result } = await callVerb(request, explainVerb, { id, rowId, field });
    const { setBy, changedBy } = result;
    return {
      body: {
        row_id: result.rowId,
        field: result.field,
        owner: result.owner,
        base: result.base,
        sheet: result.sheet,
        database: result.database,
        set_by: {
          origin: setBy.origin,
          run_id: setBy.runId,
          at: setBy.at,
          actor_kind: changedBy?.actorKind ?? null,
          actor_id: changedBy?.actorId ?? null,
          action: changedBy?.action ?? null,
        },
        held: result.held,
        explain: result.explain,
      },
    };
  },
});
