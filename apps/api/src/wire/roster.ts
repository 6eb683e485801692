import { z } from "@hono/zod-openapi";
import { RosterSettings } from "@rollbook/core/roster";
import { InstantField } from "./common.ts";
import { ExplanationField } from "./explanation.ts";

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
    editor_hint: z.string().nullable().openapi({
      description: "Whom Drive named as the file's last editor; who typed the cell nobody knows",
    }),
  })
  .openapi("RosterHistoryEntry");

const CellValueField = z.unknown().openapi({ description: "Canonical: ISO dates, minor units" });

export const RosterRevertField = z
  .object({
    run_id: z.string(),
    plan_hash: z.string(),
    state: z
      .enum(["shown", "asked", "started", "done", "refused"])
      .openapi({ description: "shown: only planned; asked: the next sync does it" }),
    reason: z.string().nullable(),
    cells: z.array(
      z.object({
        row_id: z.string(),
        member: z.string().nullable(),
        field: z.string(),
        from: CellValueField,
        to: CellValueField,
      }),
    ),
    archived: z.array(
      z.object({ row_id: z.string(), membership_id: z.string(), member: z.string().nullable() }),
    ),
    conflicts: z.array(
      z.object({
        row_id: z.string(),
        member: z.string().nullable(),
        field: z.string().nullable(),
        now: CellValueField,
        wanted: CellValueField,
        reason: z.string(),
      }),
    ),
    proposed_credits: z.array(
      z.object({
        invoice_id: z.string(),
        number: z.string(),
        membership_id: z.string(),
        issued_on: z.string(),
        total_minor: z.int(),
        currency: z.string(),
      }),
    ),
  })
  .openapi("RosterRevert");

export const PriceProposalField = z
  .object({
    id: z.string().openapi({ example: "prp_01jy0000000000000000000000" }),
    roster_id: z.string(),
    plan_id: z.string(),
    plan_name: z.string(),
    interval: z.string(),
    price_minor: z.int(),
    currency: z.string(),
    state: z.enum(["open", "approved", "declined", "withdrawn"]),
    proposed_at: InstantField,
    decided_by: z.string().nullable(),
    decided_at: InstantField.nullable(),
  })
  .openapi("PriceProposal");

export const CellExplanationField = z
  .object({
    row_id: z.string(),
    field: z.string(),
    owner: z.enum(["sheet_and_database", "sheet", "rollbook"]),
    base: CellValueField,
    sheet: CellValueField,
    database: CellValueField,
    set_by: z.object({
      origin: z.string(),
      run_id: z.string().nullable(),
      at: InstantField.nullable(),
      actor_kind: z.string().nullable(),
      actor_id: z.string().nullable(),
      action: z.string().nullable(),
    }),
    held: z.string().nullable(),
    explain: ExplanationField,
  })
  .openapi("RosterCellExplanation");
