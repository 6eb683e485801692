import { z } from "@hono/zod-openapi";
import {
  approveRoster as approveVerb,
  chooseConflictSide as chooseVerb,
  listRosterConflicts as listConflictsVerb,
  listRosterHistory as listHistoryVerb,
} from "@rollbook/services/roster";
import { callVerb } from "../../callVerb.ts";
import { defineOperation } from "../../openapi/index.ts";
import { pageAnswer, pageInput } from "../../page.ts";
import { TextFilter } from "../../wire/filters.ts";
import { listOf, listQuery } from "../../wire/lists.ts";
import { ConflictField, HistoryField } from "../../wire/roster.ts";
import { params, requireRoster } from "./shared.ts";

const text = z.string().min(1).max(500);

export const approveRoster = defineOperation({
  id: "approveRoster",
  method: "post",
  path: "/v1/rosters/{roster_id}/approvals",
  tag: "Rosters",
  summary: "Approve exactly what a stopped sync showed",
  access: "roster.write",
  params,
  body: z
    .strictObject({
      approval: text.openapi({ description: "The text that names it, from the run" }),
    })
    .openapi("ApproveRosterBody"),
  bodyExample: { approval: "first_sync-1pnpuaf7ib81axzto2ld06" },
  answer: z.object({ id: z.string(), approval: z.string() }).openapi("ApprovedRoster"),
  run: async (request) => {
    const { rosterId: id } = await requireRoster(request);
    const { result, isReplay } = await callVerb(request, approveVerb, {
      id,
      approval: request.body.approval,
    });
    return { body: { id: result.id, approval: result.approval }, isReplay };
  },
});

export const listRosterConflicts = defineOperation({
  id: "listRosterConflicts",
  method: "get",
  path: "/v1/rosters/{roster_id}/conflicts",
  tag: "Rosters",
  summary: "Cells where the sheet and the database were both changed, to different values",
  description: "By row and field.",
  access: "roster.read",
  params,
  query: z.strictObject(listQuery),
  answer: listOf(ConflictField, "RosterConflictsList"),
  run: async (request) => {
    const { rosterId: id } = await requireRoster(request);
    const { result } = await callVerb(request, listConflictsVerb, { ...pageInput(request), id });
    return {
      body: pageAnswer(request, result, (conflict) => ({
        row_id: conflict.rowId,
        field: conflict.field,
        base: conflict.base,
        sheet_value: conflict.sheetValue,
        stored_value: conflict.storedValue,
        keep: conflict.keep,
        opened_at: conflict.openedAt,
      })),
    };
  },
});

export const chooseConflictSide = defineOperation({
  id: "chooseConflictSide",
  method: "post",
  path: "/v1/rosters/{roster_id}/conflicts/choose",
  tag: "Rosters",
  summary: "Settle a conflict; the next sync takes the chosen side everywhere",
  access: "roster.write",
  params,
  body: z
    .strictObject({ row_id: text, field: text, keep: z.enum(["sheet", "database"]) })
    .openapi("ChooseConflictSideBody"),
  bodyExample: { row_id: "row_01jy0000000000000000000000", field: "email", keep: "sheet" },
  answer: z
    .object({ row_id: z.string(), field: z.string(), keep: z.string() })
    .openapi("ChosenConflictSide"),
  run: async (request) => {
    const { rosterId: id } = await requireRoster(request);
    const { row_id: rowId, field, keep } = request.body;
    const { isReplay } = await callVerb(request, chooseVerb, { id, rowId, field, keep });
    return { body: { row_id: rowId, field, keep }, isReplay };
  },
});

export const listRosterHistory = defineOperation({
  id: "listRosterHistory",
  method: "get",
  path: "/v1/rosters/{roster_id}/history",
  tag: "Rosters",
  summary: "The changes of cells, newest first, with where each came from",
  access: "roster.read",
  params,
  query: z.strictObject({ ...listQuery, row_id: TextFilter, run_id: TextFilter }),
  answer: listOf(HistoryField, "RosterHistoryList"),
  run: async (request) => {
    const { rosterId: id } = await requireRoster(request);
    const { row_id: rowId, run_id: runId } = request.query;
    const { result } = await callVerb(request, listHistoryVerb, {
      ...pageInput(request),
      id,
      rowId,
      runId,
    });
    return { body: pageAnswer(request, result, historyOnWire) };
  },
});

type Entry = Awaited<ReturnType<typeof listHistoryVerb.run>>["data"][number];

const historyOnWire = (entry: Entry): z.input<typeof HistoryField> => ({
  id: entry.entryId,
  run_id: entry.runId,
  row_id: entry.rowId,
  field: entry.field,
  origin: entry.origin,
  value_before: entry.valueBefore,
  value_after: entry.valueAfter,
  happened_at: entry.happenedAt,
  editor_hint: entry.editorHint,
});
