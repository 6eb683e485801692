import { dayOfMonth, monthOf, yearOf, type PlainDate } from "../calendar/index.ts";

const months = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
] as const;

/** '1 May 2026'; without its year beside a date of the same one. */
export function dateInWords(date: PlainDate, beside?: PlainDate): string {
  const dayAndMonth = `${dayOfMonth(date)} ${months[monthOf(date) - 1]}`;
  const isSameYear = beside !== undefined && yearOf(beside) === yearOf(date);
  return isSameYear ? dayAndMonth : `${dayAndMonth} ${yearOf(date)}`;
}

/** Both days included: "1 June to 30 June 2026". */
export const periodInWords = ({ start, end }: { start: PlainDate; end: PlainDate }): string =>
  `${dateInWords(start, end)} to ${dateInWords(end)}`;

/** 'a', 'a and b', 'a, b and c'. */
export function listInWords(items: readonly string[], conjunction: "and" | "or" = "and"): string {
  if (items.length < 2) return items.join("");
  return `${items.slice(0, -1).join(", ")} ${conjunction} ${items.at(-1)}`;
}
