import { z } from "@hono/zod-openapi";
import { RosterSettings } from "@rollbook/core/roster";
import { InstantField } from "./common.ts";

const { today: _today, currency: _currency, ...answers } = RosterSettings.shape;

export const RosterSettingsField = z.strictObject(answers).partial().openapi("RosterSettings", {
  description: "What was answered about the roster; today and currency are the practice's",
});

export const RosterField = z
  .object({
    id: z.string().openapi({ example: "ros_01jy0000000000000000000000" }),
    spreadsheet_id: z.string(),
    sheet_id: z.int().nullable(),
    state: z.enum(["connected", "waiting_for_approval", "stopped", "unreachable", "disconnected"]),
    state_reason: z.string().nullable(),
    columns: z.array(
      z.object({ column: z.int(), header: z.string(), field: z.string().nullable() }),
    ),
    settings: z.record(z.string(), z.unknown()),
    is_first_sync_approved: z.boolean(),
    first_synced_at: InstantField.nullable(),
    last_read_at: InstantField.nullable(),
  })
  .openapi("Roster");

export const SyncRunField = z
  .object({
    id: z.string().openapi({ example: "syn_01jy0000000000000000000000" }),
    roster_id: z.string(),
    trigger: z.string(),
    state: z.string(),
    reason: z.string().nullable(),
    counts: z.record(z.string(), z.number()),
    guards: z
      .array(z.unknown())
      .openapi({ description: "What stopped it, and the text to approve it with" }),
    questions: z.array(z.unknown()),
    plan_hash: z.string().nullable(),
    cells_written: z.int(),
    sheets_calls: z.int(),
    started_at: InstantField,
    finished_at: InstantField.nullable().openapi({ description: "Null while it runs" }),
  })
  .openapi("SyncRun");

export const ConflictField = z
  .object({
    row_id: z.string(),
    field: z.string(),
    base: z.unknown(),
    sheet_value: z.unknown(),
    stored_value: z.unknown(),
    keep: z.enum(["sheet", "database"]).nullable(),
    opened_at: InstantField,
  })
  .openapi("RosterConflict");

export const HistoryField = z
  .object({
    id: z.string(),
    run_id: z.string(),
    row_id: z.string(),
    field: z.string(),
    origin: z.string(),
    value_before: z.unknown(),
    value_after: z.unknown(),
    happened_at: InstantField,
  })
  .openapi("RosterHistoryEntry");
