import { z } from "@hono/zod-openapi";
import { compareForecast, readForecastFile } from "@rollbook/core/migration";
import { decimalOf, type Currency } from "@rollbook/core/money";
import { loadRosterFile } from "@rollbook/roster-files";
import { forecastCutOver, type Forecast } from "@rollbook/services/cutOver";
import { callVerb } from "../../callVerb.ts";
import { toCsv } from "../../exports/toCsv.ts";
import { defineFileOperation, defineOperation, type Operation } from "../../openapi/index.ts";
import { invalidField } from "../../problem/index.ts";
import { path, tag } from "./proof.ts";

const MonthField = z.string().openapi({ example: "2026-06" });

const RowField = z
  .object({
    membership_id: z.string(),
    name: z.string(),
    month: MonthField,
    currency: z.string(),
    amount_minor: z.int(),
  })
  .openapi("CutOverForecastRow");

const ComparisonField = z
  .object({
    months: z.array(MonthField),
    equal: z.int().openapi({ description: "Members and months with the same amount" }),
    differences: z.array(
      z.object({
        membership_id: z.string().nullable().openapi({ description: "Null: not known here" }),
        name: z.string(),
        month: MonthField,
        currency: z.string(),
        there_minor: z.int(),
        here_minor: z.int(),
      }),
    ),
    totals: z.array(
      z.object({
        month: MonthField,
        currency: z.string(),
        there_minor: z.int(),
        here_minor: z.int(),
      }),
    ),
    problems: z.array(z.object({ record: z.int(), message: z.string() })),
  })
  .openapi("CutOverComparison");

function forecastCsv({ rows }: Forecast): string {
  const columns = ["membership_id", "name", "month", "amount", "currency"];
  const cells = rows.map(({ memberKey, name, month, currency, amountMinor }) => [
    memberKey,
    name,
    month,
    decimalOf({ minor: amountMinor, currency }),
    currency,
  ]);
  return toCsv({ sheetName: "Forecast", columns, rows: cells });
}

const forecastOperation = defineOperation({
  id: "getCutOverForecast",
  method: "get",
  path: `${path}/forecast`,
  tag,
  summary: "What each member will be charged in the present month and the twelve after it",
  access: "migration.read",
  answer: z
    .object({ months: z.array(MonthField), rows: z.array(RowField) })
    .openapi("CutOverForecast"),
  run: async (request) => {
    const { result } = await callVerb(request, forecastCutOver, {});
    return {
      body: {
        months: [...result.months],
        rows: result.rows.map(({ memberKey, name, month, currency, amountMinor }) => ({
          membership_id: memberKey,
          name,
          month,
          currency,
          amount_minor: amountMinor,
        })),
      },
    };
  },
});

const forecastCsvOperation = defineFileOperation({
  id: "exportCutOverForecastCsv",
  path: `${path}/forecast.csv`,
  tag,
  summary: "The same as CSV",
  access: "migration.read",
  contentType: "text/csv",
  run: async (request) => {
    const { result } = await callVerb(request, forecastCutOver, {});
    return { bytes: forecastCsv(result), name: "cut-over-forecast.csv" };
  },
});

const compareOperation = defineOperation({
  id: "compareCutOverForecast",
  method: "post",
  path: `${path}/compare`,
  tag,
  summary: "Lay the old system's export beside the forecast: what differs, member by member",
  description:
    "The body is a CSV or XLSX file with the member (name, id or email) and either month and amount, or one column for each month. It is not kept.",
  access: "migration.read",
  idempotency: "none",
  upload: {
    contentTypes: [
      "text/csv",
      "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
      "application/octet-stream",
    ],
    maxBytes: 20_000_000,
  },
  query: z.strictObject({ file_name: z.string().min(1).max(200).default("forecast.csv") }),
  answer: ComparisonField,
  run: async (request) => {
    const { result } = await callVerb(request, forecastCutOver, {});
    const fileName = request.query.file_name;
    const loaded = await loadRosterFile({ bytes: request.upload, fileName });
    if (loaded.kind === "refused")
      throw invalidField({
        in: "file",
        pointer: "",
        code: "unreadable_file",
        detail: loaded.reason,
      });
    return { body: comparisonOf(result, loaded.grid) };
  },
});

type Grid = Parameters<typeof readForecastFile>[0]["grid"];

function comparisonOf(forecast: Forecast, grid: Grid): z.input<typeof ComparisonField> {
  const currency = forecast.currency as Currency;
  const { rows, problems } = readForecastFile({ grid, members: forecast.members, currency });
  const months = new Set(forecast.months);
  const there = rows.filter(({ month }) => months.has(month));
  const comparison = compareForecast({ there, here: forecast.rows });
  const names = new Map(forecast.members.map(({ membershipId, name }) => [membershipId, name]));
  return {
    months: [...forecast.months],
    equal: comparison.equal,
    differences: comparison.differences.map((each) => ({
      membership_id: names.has(each.memberKey) ? each.memberKey : null,
      name: names.get(each.memberKey) ?? each.memberKey,
      month: each.month,
      currency: each.currency,
      there_minor: each.thereMinor,
      here_minor: each.hereMinor,
    })),
    totals: comparison.totals.map((each) => ({
      month: each.month,
      currency: each.currency,
      there_minor: each.thereMinor,
      here_minor: each.hereMinor,
    })),
    problems,
  };
}

export const forecastOperations: readonly Operation[] = [
  forecastOperation,
  forecastCsvOperation,
  compareOperation,
];
