import type { Statement } from "@rollbook/core/ledger";
import { paymentStatement } from "../payment/index.ts";
import { employerTable, patientTable } from "@rollbook/db/patient";
import { defineVerb, notFound, type Given } from "../run/index.ts";
import { payerLines } from "./readPrintedInvoice.ts";

/** Everything that stands on a payer's statement on paper. */
export interface PrintedStatement {
  readonly practice: { readonly name: string; readonly locale: string };
  /** The name first, then the lines of the address. */
  readonly payer: readonly string[];
  readonly statement: Statement;
  readonly from: string;
  readonly through: string;
  readonly printedAt: string;
}

export const readPrintedStatement = defineVerb({
  name: "payment.print_statement",
  permission: "payment.read",
  input: paymentStatement.input,
  run: async (given): Promise<PrintedStatement> => {
    const { input, practice, instant } = given;
    const { payer, from, through } = input;
    await requirePayer(given, payer);
    const statement = await paymentStatement.run(given);
    const isUsed = statement.lines.length > 0 || statement.openingMinor !== 0;
    const named = { payerKind: payer.kind, payerId: payer.id };
    return {
      practice: { name: practice.name, locale: practice.locale },
      // Who has no account here is not named: it may be somebody of another practice.
      payer: isUsed || payer.kind === "patient" ? await payerLines(given, named) : [],
      statement,
      from,
      through,
      printedAt: instant,
    };
  },
  audit: ({ input }) => ({ entityId: input.payer.id }),
});

async function requirePayer(
  { tx }: Given,
  { kind, id }: { kind: string; id: string },
): Promise<void> {
  if (kind === "patient" && (await patientTable.get(tx, id)) === undefined)
    throw notFound(kind, id);
  if (kind === "employer" && (await employerTable.get(tx, id)) === undefined)
    throw notFound(kind, id);
}
