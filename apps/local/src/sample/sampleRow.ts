import type { PlainDate } from "@rollbook/core/calendar";

export const sampleHeaders = [
  "Family",
  "First name",
  "Last name",
  "Date of birth",
  "Email",
  "Phone",
  "Plan",
  "Payer",
  "Payment method",
  "Autopay",
  "Billing cycle",
  "Price",
  "Enrollment fee",
  "Employer",
  "Last billed",
  "Covered through",
  "Notes",
] as const;

export type SampleHeader = (typeof sampleHeaders)[number];

export type SampleValue =
  | { kind: "text"; text: string }
  | { kind: "date"; date: PlainDate }
  | { kind: "money"; minor: number }
  | { kind: "error"; code: string };

export type SampleRow = Partial<Record<SampleHeader, SampleValue>>;

export const text = (value: string): SampleValue => ({ kind: "text", text: value });
export const date = (value: PlainDate): SampleValue => ({ kind: "date", date: value });
export const money = (minor: number): SampleValue => ({ kind: "money", minor });
export const yesNo = (value: boolean): SampleValue => text(value ? "Yes" : "No");
