import { addDays, type PlainDate } from "@rollbook/core/calendar";
import { date, money, text, type SampleRow } from "./sampleRow.ts";

/** Mistakes as front desks make them, each in a row of its own; what Rollbook says of them is in the row. */
export function mistakeRows(today: PlainDate): SampleRow[] {
  const year = Number(today.slice(0, 4));
  const member = (firstName: string, lastName: string, changes: SampleRow): SampleRow => ({
    "First name": text(firstName),
    "Last name": text(lastName),
    "Date of birth": date(addDays(today, -14_000)),
    Plan: text("Gold"),
    "Payment method": text("Card"),
    Autopay: text("Yes"),
    "Billing cycle": text("Monthly"),
    Price: money(9900),
    "Last billed": date(addDays(today, -12)),
    ...changes,
  });
  return [
    member("Agnes", "Typo", { Plan: text("Glod") }),
    member("Basil", "Noday", { "Last billed": text(`4/31/${year}`) }),
    member("Clara", "Unborn", { "Date of birth": date(addDays(today, 40)) }),
    member("Derek", "Blankbirth", { "Date of birth": text("") }),
    member("Edith", "Maybe", { "Billing cycle": text("bi-monthly") }),
    member("Frank", "Tomorrow", { "Last billed": date(addDays(today, 20)) }),
    member("Greta", "Disagree", { "Covered through": date(addDays(today, 170)) }),
    member("Henry", "Stale", { "Last billed": date(addDays(today, -140)) }),
    member("Iris", "Cashpay", { "Payment method": text("Cash") }),
    member("Jacob", "Mailbox", { Email: text("jacob.mailbox at example") }),
    member("Karen", "Shortphone", { Phone: text("555-01") }),
    member("Leo", "Brokenformula", { "Last billed": { kind: "error", code: "#REF!" } }),
    member("Mona & Max", "Together", {}),
    member("Nora", "Twice", {}),
    member("Nora", "Twice", {}),
  ];
}
