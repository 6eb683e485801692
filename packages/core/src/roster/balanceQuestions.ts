import { isGiven } from "./given.ts";
import type { RosterQuestion } from "./reading.ts";
import type { ReadingFacts } from "./readingFacts.ts";

/** In some products a minus is what somebody owes, in others what they have: nothing is taken over before it is said. */
export function askBalanceSign({ unclearBalance }: ReadingFacts): RosterQuestion[] {
  if (unclearBalance === undefined) return [];
  const { header, column, samples } = unclearBalance;
  return [
    {
      code: "balance_sign_unknown",
      column: header,
      columnNumber: column,
      isBlocking: true,
      message: `Column "${header}" has amounts with a minus. Is a plain amount, such as ${samples[0] ?? ""}, what the person owes or what they have in credit? No row is taken before this is answered.`,
      answer: {
        key: "balance_sign",
        choices: [
          { value: "positive_is_owed", label: "owed; a minus is credit" },
          { value: "positive_is_credit", label: "credit; a minus is owed" },
        ],
      },
      examples: samples.map((sample) =>
        /[-–−]/.test(sample)
          ? `"${sample}" is credit in the first case, owed in the second`
          : `"${sample}" is owed in the first case, credit in the second`,
      ),
    },
  ];
}

/** A payment mostly paid for what is covered already; as money on account it would pay the first invoice here. */
export function askPayments({ columns, rows, settings }: ReadingFacts): RosterQuestion[] {
  const column = columns.find(({ field }) => field === "last_payment_cents");
  const paid = rows.filter(({ values }) => isGiven(values.last_payment_cents));
  const [first] = paid;
  if (column === undefined || first === undefined || settings.payments_are !== undefined) return [];
  return [
    {
      code: "payments_meaning",
      column: column.header,
      columnNumber: column.column,
      isBlocking: false,
      message: `Column "${column.header}" holds ${paid.length} payments. Did they pay for what was billed in the old system, or is the money still there for invoices to come? Until that is said they are kept as history and pay nothing here.`,
      answer: {
        key: "payments_are",
        choices: [
          { value: "settled", label: "they paid for what was billed there" },
          { value: "on_account", label: "the money is still on account" },
        ],
      },
    },
  ];
}
