import { z } from "@hono/zod-openapi";
import {
  previewRoster,
  readRoster,
  RosterSettings,
  toReport,
  type RosterPreview,
} from "@rollbook/core/roster";
import { loadRosterFile } from "@rollbook/roster-files";
import { getPractice } from "@rollbook/services/practice";
import { callVerb } from "../../callVerb.ts";
import { defineOperation, type Operation } from "../../openapi/index.ts";
import { invalidField, invalidRequest } from "../../problem/index.ts";
import { DateField } from "../../wire/fields.ts";

export const rosterFilePath = "/v1/roster-files/preview";
const maxFileBytes = 20_000_000;

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

const RosterFilePreview = z
  .object({
    format: z.enum(["csv", "xlsx", "grid_json"]),
    report: z
      .record(z.string(), z.unknown())
      .openapi({ description: "Columns, questions and every row with its issues" }),
    counts: z.record(z.string(), z.int()).openapi({ description: "Rows by outcome" }),
    charges: z.array(ChargeField),
    totals_by_date: z.array(
      z.object({ date: DateField, members: z.int(), total_minor: z.int(), without_price: z.int() }),
    ),
  })
  .openapi("RosterFilePreview");

export const rosterFileOperations: readonly Operation[] = [
  defineOperation({
    id: "previewRosterFile",
    method: "post",
    path: rosterFilePath,
    tag: "Rosters",
    summary: "What a CSV or XLSX roster would become: columns, questions, rows, first charges",
    description:
      "Reads the file that is the body and keeps nothing. Send the answers to its questions in settings, as JSON, until none blocks.",
    access: "roster.read",
    idempotency: "none",
    upload: {
      contentTypes: [
        "text/csv",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "application/octet-stream",
      ],
      maxBytes: maxFileBytes,
    },
    query: z.strictObject({
      file_name: z.string().min(1).max(200).default("roster.csv"),
      settings: z.string().max(20_000).optional().openapi({
        description: "A RosterSettings object as JSON",
        example: '{"date_order":"MDY"}',
      }),
    }),
    answer: RosterFilePreview,
    run: async (request) => {
      const { file_name: fileName } = request.query;
      const { result: practice } = await callVerb(request, getPractice, {});
      const { today, currency, timeZone: timezone, locale } = practice;
      const settings = parseSettings({
        locale,
        timezone,
        ...jsonOf(request.query.settings),
        today,
        currency,
      });
      const loaded = await loadRosterFile({ bytes: request.upload, fileName });
      if (loaded.kind === "refused") {
        throw invalidField({
          in: "file",
          pointer: "",
          code: "unreadable_file",
          detail: loaded.reason,
        });
      }
      const reading = readRoster({ grid: loaded.grid, settings });
      const report = { ...toReport(reading, { asOf: settings.today }) };
      return { body: { format: loaded.format, report, ...previewOnWire(previewRoster(reading)) } };
    },
  }),
];

function jsonOf(text: string | undefined): Record<string, unknown> {
  if (text === undefined) return {};
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === "object" && value !== null && !Array.isArray(value)) return { ...value };
  } catch {
    // Told below, like any other value that is no object.
  }
  throw invalidField({ in: "query", pointer: "/settings", detail: "must be a JSON object" });
}

function parseSettings(value: unknown): RosterSettings {
  const parsed = RosterSettings.safeParse(value);
  if (parsed.success) return parsed.data;
  const issues = parsed.error.issues.map((issue) => ({
    ...issue,
    path: ["settings", ...issue.path],
  }));
  throw invalidRequest({ target: "query", issues });
}

type PreviewFields = Pick<
  z.input<typeof RosterFilePreview>,
  "counts" | "charges" | "totals_by_date"
>;

function previewOnWire({ counts, charges, totalsByDate }: RosterPreview): PreviewFields {
  return {
    counts: { ...counts },
    charges: charges.map((charge) => ({
      record: charge.record,
      name: charge.name,
      plan: charge.plan,
      interval: charge.interval,
      bill_from: charge.billFrom,
      first_invoice_on: charge.firstInvoiceOn,
      price_minor: charge.priceMinor,
      covered_people: charge.coveredPeople,
      is_waiting: charge.isWaiting,
    })),
    totals_by_date: totalsByDate.map(({ date, members, totalMinor, withoutPrice }) => ({
      date,
      members,
      total_minor: totalMinor,
      without_price: withoutPrice,
    })),
  };
}
