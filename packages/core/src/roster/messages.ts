import { rosterField, type RosterFieldKey } from "./fields.ts";
import type { RosterIssueCode } from "./issueCodes.ts";
import type { RosterIssue } from "./reading.ts";
import type { Problem } from "./values/parsed.ts";

type IssueInput = {
  code: RosterIssueCode;
  field: RosterIssue["field"];
  level: RosterIssue["level"];
  message: string;
  column?: number | undefined;
  found?: string | undefined;
  wanted?: string | undefined;
  duplicateOf?: number | undefined;
};

/** An issue without the keys that say nothing. */
export function issue(input: IssueInput): RosterIssue {
  return Object.fromEntries(
    Object.entries(input).filter(([, value]) => value !== undefined),
  ) as RosterIssue;
}

const sayings: Partial<Record<RosterIssueCode, (label: string, found: string) => string>> = {
  amount_ambiguous: (label, found) => `The ${label} "${found}" can be read two ways`,
  balance_unparsed: (label, found) => `The ${label} "${found}" cannot be taken over`,
  choice_unknown: (label, found) => `"${found}" is not known as ${label}`,
  date_impossible: (label, found) => `The ${label} "${found}" is no day of the calendar`,
  date_incomplete: (label, found) => `The ${label} "${found}" has no day`,
  date_order_ambiguous: (label, found) =>
    `In the ${label} "${found}" nobody can tell day from month`,
  date_order_mismatch: (label, found) =>
    `The ${label} "${found}" is written in another order than its column`,
  date_serial: (label, found) => `The ${label} "${found}" is a spreadsheet's day number`,
  date_unparsed: (label, found) => `The ${label} "${found}" is not a date`,
  dob_in_future: (label, found) => `The ${label} "${found}" is in the future`,
  email_invalid: (label, found) => `"${found}" is not an ${label} address`,
  email_multiple: (_, found) => `"${found}" holds several addresses`,
  formula_error: (label, found) => `The ${label} is the spreadsheet error ${found}`,
  formula_like_text: (label, found) => `The ${label} "${found}" looks like a formula`,
  id_unrecoverable: (label, found) => `The ${label} "${found}" has lost its digits`,
  interval_ambiguous: (label, found) => `The ${label} "${found}" has two meanings`,
  interval_below_one_month: (label, found) => `The ${label} "${found}" is shorter than a month`,
  interval_unparsed: (label, found) => `"${found}" is not a ${label}`,
  looks_like_placeholder: (label, found) => `The ${label} "${found}" looks like a placeholder`,
  mojibake_suspected: (label, found) => `The ${label} "${found}" has garbled letters`,
  more_than_one_person_in_cell: (_, found) => `"${found}" is more than one person; give each a row`,
  name_incomplete: (_, found) => `"${found}" is only one word of a name`,
  never_renews: (_, found) => `The renewal is "${found}", so there is no date to start on`,
  payment_method_unsupported: (_, found) =>
    `"${found}" is not a payment method that can be used here`,
  phone_invalid: (label, found) => `"${found}" is not a whole ${label} number`,
  phone_unrecoverable: (label, found) => `The ${label} "${found}" has lost its digits`,
  plan_unknown: (_, found) => `Plan "${found}" is not in Plans`,
  price_negative: (label, found) => `The ${label} "${found}" is negative`,
  price_unparsed: (label, found) => `The ${label} "${found}" is not an amount`,
  price_word_zero: (label, found) => `The ${label} "${found}" was read as nothing to pay`,
  timezone_shift: (label, found) => `The ${label} "${found}" is another day here`,
  two_digit_year: (label, found) => `The ${label} "${found}" has a year of two figures`,
};

/** What is wrong with one cell, what was found and what would be right (ROS-9). */
export function issueOfProblem({
  problem,
  field,
  column,
  level,
}: {
  problem: Problem;
  field: RosterFieldKey;
  column: number;
  level: RosterIssue["level"];
}): RosterIssue {
  const { code, found, wanted } = problem;
  const { label } = rosterField(field);
  const said = sayings[code]?.(label, found) ?? `The ${label} "${found}" cannot be used`;
  return issue({
    code,
    field,
    level,
    message: `${said}. Expected ${wanted}.`,
    column,
    found,
    wanted,
  });
}

export function missing(
  field: RosterFieldKey,
  {
    column,
    found,
    wanted,
  }: { column?: number | undefined; found?: string | undefined; wanted?: string } = {},
): RosterIssue {
  const { label } = rosterField(field);
  const what =
    found === undefined || found === ""
      ? `The ${label} is missing`
      : `The ${label} is only "${found}"`;
  return issue({
    code: "missing_required",
    field,
    level: "error",
    message: `${what}. ${wanted ?? `Fill in the ${label}.`}`,
    column,
    found: found ?? "",
    wanted: wanted ?? label,
  });
}
