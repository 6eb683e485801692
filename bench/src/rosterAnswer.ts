import { dateToSerial, plainDate } from "@rollbook/core/calendar";
import type { ComputedValues } from "@rollbook/core/reconcile";

const headers = [
  "Name",
  "Date of birth",
  "Email",
  "Phone",
  "Household",
  "Plan",
  "Billing cycle",
  "Price",
  "Payment method",
  "Autopay",
  "Last billed",
  "Notes",
];
const ownHeaders = [
  ["start_date", "Start date"],
  ["status", "Status"],
  ["row_id", "Rollbook ID"],
  ["next_charge_date", "Next charge date"],
  ["next_charge_amount", "Next charge amount"],
  ["invoices", "Invoices"],
  ["balance", "Balance"],
  ["needs_attention", "Needs attention"],
] as const;

export type OwnCells = { rowId: string | null; computed: ComputedValues };

type Value = string | number | boolean | null;

/** The text of Google's answer to the sync's one read: a roster of `count` people, typed dates, our columns beside it. */
export function rosterAnswer(input: {
  count: number;
  own?: readonly OwnCells[];
  priceOf?: (index: number) => number;
}): string {
  const people = Array.from({ length: input.count }, (_, index) => ({
    values: [
      ...personCells(index, input.priceOf?.(index) ?? 99),
      ...ownCells(input.own?.[index] ?? null),
    ],
  }));
  const header = [
    ...headers,
    ...(input.own === undefined ? [] : ownHeaders.map(([, text]) => text)),
  ];
  return JSON.stringify({
    spreadsheetId: "bench",
    properties: { title: "Roster", locale: "en_US", timeZone: "America/New_York" },
    sheets: [
      {
        properties: {
          sheetId: 0,
          title: "Members",
          index: 0,
          gridProperties: { rowCount: input.count + 100, columnCount: 26 },
        },
        data: [
          {
            rowData: [{ values: header.map((text) => cell(text)) }, ...people],
            columnMetadata: columnMetadata(input.own !== undefined),
          },
        ],
      },
    ],
  });
}

function columnMetadata(hasOwn: boolean) {
  return [
    ...headers.map(() => ({})),
    ...(hasOwn ? ownHeaders : []).map(([key], at) => ({
      developerMetadata: [
        { metadataId: at + 1, metadataKey: "rollbook.column", metadataValue: key },
      ],
    })),
  ];
}

function personCells(index: number, price: number) {
  const name = `${firstNames[index % firstNames.length]} ${lastNames[index % lastNames.length]}${letters(index)}`;
  return [
    cell(name),
    date(dateToSerial(plainDate("1950-01-01")) + ((index * 7919) % 20_000)),
    cell(`member.${index}@example.org`),
    cell(`620-555-${String(index % 10_000).padStart(4, "0")}`),
    cell(`${lastNames[index % lastNames.length]} ${index}`),
    cell(["Individual Adult", "Senior", "Student"][index % 3] ?? ""),
    cell("Monthly"),
    { effectiveValue: { numberValue: price }, ...currency },
    cell("Credit card"),
    cell(true),
    date(dateToSerial(plainDate("2026-04-20")) + (index % 24)),
    cell(index % 5 === 0 ? "prefers mornings" : null),
  ];
}

function ownCells(own: OwnCells | null) {
  if (own === null) return [];
  const { computed } = own;
  const day = (text: string | number | null) =>
    typeof text === "string" ? date(dateToSerial(plainDate(text))) : {};
  return [
    day(computed.start_date),
    cell(computed.status),
    cell(own.rowId),
    day(computed.next_charge_date),
    cell(
      typeof computed.next_charge_amount === "number" ? computed.next_charge_amount / 100 : null,
    ),
    cell(computed.invoices),
    cell(computed.balance),
    cell(computed.needs_attention),
  ];
}

const currency = { effectiveFormat: { numberFormat: { type: "CURRENCY" } } };

const date = (serial: number) => ({
  effectiveValue: { numberValue: serial },
  effectiveFormat: { numberFormat: { type: "DATE" } },
});

function cell(value: Value) {
  if (value === null) return {};
  if (typeof value === "number") return { effectiveValue: { numberValue: value } };
  if (typeof value === "boolean") return { effectiveValue: { boolValue: value } };
  return { effectiveValue: { stringValue: value } };
}

const letters = (index: number): string =>
  index < 26
    ? String.fromCharCode(97 + index)
    : letters(Math.floor(index / 26) - 1) + String.fromCharCode(97 + (index % 26));

const firstNames = ["Ada", "Grace", "Alan", "Mary", "Edsger", "Barbara", "Donald", "Radia"];
const lastNames = ["Abbott", "Baker", "Castro", "Doyle", "Engel", "Fisher", "Gupta"];
