import { z } from "@hono/zod-openapi";
import {
  previewRoster,
  toReport,
  type OpeningShown,
  type OpeningTotals,
  type RosterPreview,
  type RosterQuestion,
} from "@rollbook/core/roster";
import type { ImportedRosterFile, PlannedRosterFile } from "@rollbook/services/rosterFile";
import { DateField } from "../../wire/fields.ts";

const ChargeField = z
  .object({
    record: z.int(),
    name: z.string(),
    plan: z.string().nullable(),
    interval: z.string().nullable(),
    bill_from: DateField,
    first_invoice_on: DateField,
    price_minor: z.int().nullable().openapi({ description: "Null: the plan's price is taken" }),
    covered_people: z.int(),
    is_waiting: z
      .boolean()
      .openapi({ description: "Questions are open: billed only when they are answered" }),
  })
  .openapi("RosterFileCharge");

export const QuestionField = z
  .object({
    code: z.string(),
    column: z.string().nullable(),
    column_number: z.int().nullable().openapi({ description: "1 = first" }),
    message: z.string(),
    is_blocking: z.boolean().openapi({ description: "No row is taken before it is answered" }),
    setting: z
      .string()
      .nullable()
      .openapi({ description: "The settings key that the answer goes to" }),
    choices: z.array(z.object({ value: z.string(), label: z.string() })),
    examples: z
      .array(z.string())
      .openapi({ description: "What each choice makes of the first rows" }),
  })
  .openapi("RosterFileQuestion");

const OpeningField = z
  .object({
    record: z.int(),
    name: z.string(),
    kind: z.enum(["owed", "credit", "paid_before"]),
    amount_minor: z.int(),
    on: DateField,
  })
  .openapi("RosterFileOpening", { description: "Taken over from the old books, never charged" });

const TotalField = z.object({ entries: z.int(), people: z.int(), total_minor: z.int() });

export const OpeningTotalsField = z.object({
  owed: TotalField,
  credit: TotalField,
  paid_before: TotalField,
});

export const RosterFilePreview = z
  .object({
    format: z.enum(["csv", "xlsx", "grid_json"]),
    plan_hash: z.string().openapi({
      description: "What a confirm must name; it changes with whatever would be written",
    }),
    is_mapping_kept: z.boolean().openapi({
      description: "Columns and answers were those of an earlier file with the same headers",
    }),
    settings: z
      .record(z.string(), z.unknown())
      .openapi({ description: "With which it was read, answers included" }),
    report: z
      .record(z.string(), z.unknown())
      .openapi({ description: "Columns, questions and every row with its issues" }),
    questions: z.array(QuestionField),
    counts: z.record(z.string(), z.int()).openapi({ description: "Rows by outcome" }),
    skipped: z.record(z.string(), z.int()).openapi({
      description: "Rows that are no new member, by reason; present: a patient here already",
    }),
    charges: z.array(ChargeField),
    totals_by_date: z.array(
      z.object({ date: DateField, members: z.int(), total_minor: z.int(), without_price: z.int() }),
    ),
    openings: z.array(OpeningField),
    opening_totals: OpeningTotalsField,
  })
  .openapi("RosterFilePreview");

export const RosterFileImport = z
  .object({
    plan_hash: z.string(),
    people: z.int(),
    memberships: z.int(),
    plans: z.int(),
    openings: z.int(),
    held: z.int().openapi({ description: "Rows that were not taken; the preview says why" }),
    present: z.int().openapi({ description: "Rows of people who were patients here already" }),
  })
  .openapi("RosterFileImport");

export function previewOnWire({
  format,
  planned,
}: {
  format: z.input<typeof RosterFilePreview>["format"];
  planned: PlannedRosterFile;
}): z.input<typeof RosterFilePreview> {
  const { reading, settings, planHash, isMappingKept } = planned;
  const preview = previewRoster(reading);
  return {
    format,
    plan_hash: planHash,
    is_mapping_kept: isMappingKept,
    settings: { ...settings },
    report: { ...toReport(reading, { asOf: settings.today }) },
    questions: preview.questions.map(questionOnWire),
    counts: { ...preview.counts },
    skipped: { ...preview.skipped },
    charges: preview.charges.map(chargeOnWire),
    totals_by_date: preview.totalsByDate.map(({ date, members, totalMinor, withoutPrice }) => ({
      date,
      members,
      total_minor: totalMinor,
      without_price: withoutPrice,
    })),
    openings: preview.openings.map(openingOnWire),
    opening_totals: totalsOnWire(preview.openingTotals),
  };
}

export function questionOnWire(question: RosterQuestion): z.input<typeof QuestionField> {
  return {
    code: question.code,
    column: question.column,
    column_number: question.columnNumber ?? null,
    message: question.message,
    is_blocking: question.isBlocking,
    setting: question.answer?.key ?? null,
    choices: [...(question.answer?.choices ?? [])],
    examples: [...(question.examples ?? [])],
  };
}

function chargeOnWire(charge: RosterPreview["charges"][number]): z.input<typeof ChargeField> {
  return {
    record: charge.record,
    name: charge.name,
    plan: charge.plan,
    interval: charge.interval,
    bill_from: charge.billFrom,
    first_invoice_on: charge.firstInvoiceOn,
    price_minor: charge.priceMinor,
    covered_people: charge.coveredPeople,
    is_waiting: charge.isWaiting,
  };
}

function openingOnWire(opening: OpeningShown): z.input<typeof OpeningField> {
  const { record, name, kind, amountMinor, on } = opening;
  return { record, name, kind, amount_minor: amountMinor, on };
}

export function totalsOnWire(totals: OpeningTotals) {
  const total = ({ entries, people, totalMinor }: OpeningTotals["owed"]) => ({
    entries,
    people,
    total_minor: totalMinor,
  });
  return {
    owed: total(totals.owed),
    credit: total(totals.credit),
    paid_before: total(totals.paid_before),
  };
}

export function importOnWire({
  planHash,
  ...counts
}: ImportedRosterFile): z.input<typeof RosterFileImport> {
  return { plan_hash: planHash, ...counts };
}
