import type { PlainDate } from "../calendar/index.ts";
import type { RosterReading, RosterValues } from "./reading.ts";

export type SyncFigures = {
  cells_written: number;
  sheets_calls: number;
  members: number;
  invoices: number;
};

export type RosterReport = {
  as_of: PlainDate;
  header_record: number | null;
  columns: {
    column: number;
    header: string;
    field: string | null;
    confidence: number;
    samples: string[];
  }[];
  questions: {
    code: string;
    column: string | null;
    message: string;
    is_blocking: boolean;
    examples?: string[];
  }[];
  rows: {
    record: number;
    outcome: string;
    skip_reason?: string;
    values: RosterValues;
    start_date: PlainDate | null;
    status: string | null;
    covered_by_record?: number;
    openings?: { kind: string; amount_cents: number; on: PlainDate }[];
    issues: {
      code: string;
      field: string | null;
      level: string;
      message: string;
      /** 1 = first. */
      column?: number;
      found?: string;
      wanted?: string;
      duplicate_of?: number;
    }[];
  }[];
  sync?: SyncFigures;
};

/** The report of an import or a sync as one JSON object, under the names of its own format. */
export function toReport(
  reading: RosterReading,
  { asOf, sync }: { asOf: PlainDate; sync?: SyncFigures },
): RosterReport {
  return {
    as_of: asOf,
    header_record: reading.headerRecord,
    columns: reading.columns.map(({ column, header, field, confidence, samples }) => ({
      column,
      header,
      field,
      confidence,
      samples,
    })),
    questions: reading.questions.map(({ code, column, message, isBlocking, examples }) => ({
      code,
      column,
      message,
      is_blocking: isBlocking,
      ...(examples === undefined ? {} : { examples }),
    })),
    rows: reading.rows.map(reportRow),
    ...(sync === undefined ? {} : { sync }),
  };
}

function reportRow({
  record,
  outcome,
  skipReason,
  values,
  startDate,
  status,
  payerRecord,
  openings,
  issues,
}: RosterReading["rows"][number]): RosterReport["rows"][number] {
  return {
    record,
    outcome,
    ...(skipReason === undefined ? {} : { skip_reason: skipReason }),
    values,
    start_date: startDate,
    status,
    ...(payerRecord === undefined ? {} : { covered_by_record: payerRecord }),
    ...(openings.length === 0
      ? {}
      : {
          openings: openings.map(({ kind, amountMinor, on }) => ({
            kind,
            amount_cents: amountMinor,
            on,
          })),
        }),
    issues: issues.map(({ code, field, level, message, column, found, wanted, duplicateOf }) => ({
      code,
      field,
      level,
      message,
      ...(column === undefined ? {} : { column }),
      ...(found === undefined ? {} : { found }),
      ...(wanted === undefined ? {} : { wanted }),
      ...(duplicateOf === undefined ? {} : { duplicate_of: duplicateOf }),
    })),
  };
}
