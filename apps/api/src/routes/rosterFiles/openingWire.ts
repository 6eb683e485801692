import { z } from "@hono/zod-openapi";
import type { PlannedOpeningFile } from "@rollbook/services/opening";
import { DateField } from "../../wire/fields.ts";
import { OpeningTotalsField, questionOnWire, QuestionField, totalsOnWire } from "./wire.ts";

const OpeningRowField = z
  .object({
    record: z.int().openapi({ description: "The row in the file, 1 = first" }),
    outcome: z.enum(["ok", "error", "needs_choice", "skip"]),
    skip_reason: z.string().nullable(),
    name: z.string(),
    patient_id: z.string().nullable(),
    openings: z.array(
      z.object({
        kind: z.enum(["owed", "credit", "paid_before"]),
        amount_minor: z.int(),
        on: DateField,
      }),
    ),
    issues: z.array(
      z.object({
        code: z.string(),
        column: z.int().nullable(),
        found: z.string().nullable(),
        wanted: z.string().nullable(),
        message: z.string(),
      }),
    ),
  })
  .openapi("OpeningFileRow");

export const OpeningFilePreview = z
  .object({
    format: z.enum(["csv", "xlsx", "grid_json"]),
    plan_hash: z.string(),
    header_record: z.int().nullable(),
    columns: z.array(
      z.object({
        column: z.int(),
        header: z.string(),
        field: z.string().nullable(),
        confidence: z.number(),
        samples: z.array(z.string()),
      }),
    ),
    questions: z.array(QuestionField),
    rows: z.array(OpeningRowField),
    totals: OpeningTotalsField,
  })
  .openapi("OpeningFilePreview");

export const OpeningFileImport = z
  .object({
    plan_hash: z.string(),
    recorded: z.int(),
    present: z.int().openapi({ description: "Taken over by an earlier file already" }),
    held: z.int(),
  })
  .openapi("OpeningFileImport");

export function openingFileOnWire({
  format,
  planned,
}: {
  format: z.input<typeof OpeningFilePreview>["format"];
  planned: PlannedOpeningFile;
}): z.input<typeof OpeningFilePreview> {
  const { reading, planHash, totals } = planned;
  return {
    format,
    plan_hash: planHash,
    header_record: reading.headerRecord,
    columns: reading.columns.map(({ column, header, field, confidence, samples }) => ({
      column,
      header,
      field,
      confidence,
      samples,
    })),
    questions: reading.questions.map(questionOnWire),
    rows: reading.rows.map(rowOnWire),
    totals: totalsOnWire(totals),
  };
}

function rowOnWire(
  row: PlannedOpeningFile["reading"]["rows"][number],
): z.input<typeof OpeningRowField> {
  return {
    record: row.record,
    outcome: row.outcome,
    skip_reason: row.skipReason ?? null,
    name: row.name,
    patient_id: row.personId,
    openings: row.openings.map(({ kind, amountMinor, on }) => ({
      kind,
      amount_minor: amountMinor,
      on,
    })),
    issues: row.issues.map(({ code, column, found, wanted, message }) => ({
      code,
      column: column ?? null,
      found: found ?? null,
      wanted: wanted ?? null,
      message,
    })),
  };
}
