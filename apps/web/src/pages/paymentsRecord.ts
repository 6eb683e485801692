import type { components } from "@rollbook/client";
import { minorFromTyped } from "../parts/amount.ts";
import { answered } from "../parts/answered.ts";
import { element } from "../parts/element.ts";
import { formBox } from "../parts/formBox.ts";
import { formatMinor } from "../parts/format.ts";
import type { Session } from "../session.ts";
import type { PageInput } from "./page.ts";

type Method = components["schemas"]["RecordPaymentBody"]["method"];
type Invoice = Omit<components["schemas"]["Invoice"], "lines">;

const methods = [
  ["card", "Card"],
  ["cash", "Cash"],
  ["check", "Check"],
  ["ach", "ACH"],
  ["direct_debit", "Direct Debit"],
  ["other", "Another way"],
] as const satisfies readonly (readonly [Method, string])[];

export const methodInWords = (method: Method): string =>
  methods.find(([code]) => code === method)?.[1] ?? method;

const atOnce = "at_once";

/** Records a payment of an open invoice's payer, and pays the invoice with it unless told otherwise. */
export async function recordForm({
  session,
  names,
  reopen,
}: Pick<PageInput, "session" | "names" | "reopen">): Promise<HTMLElement> {
  const open = await openInvoices(session);
  if (open.length === 0)
    return element("p", { class: "quiet" }, ["No invoice is open: there is nothing to be paid."]);
  const choices = await Promise.all(
    open.map(async (invoice) => [invoice.id, await textOf({ invoice, session, names })] as const),
  );
  return formBox({
    title: "Record a payment",
    submit: "Record",
    fields: [
      { kind: "choice", name: "invoice", label: "For the invoice", choices },
      { kind: "text", name: "number", label: "Or by its number", isOptional: true },
      { kind: "text", name: "amount", label: "Amount (empty: all of it)", isOptional: true },
      { kind: "choice", name: "method", label: "Paid by", choices: methods },
      { kind: "date", name: "day", label: "Received on (empty: today)", isOptional: true },
      {
        kind: "choice",
        name: "use",
        label: "Then",
        choices: [
          [atOnce, "Pay the invoice with it"],
          ["later", "Leave it unallocated"],
        ],
      },
    ],
    act: async (values) => {
      const number = values["number"]?.trim() ?? "";
      const invoice =
        number === ""
          ? open.find(({ id }) => id === values["invoice"])
          : await invoiceByNumber({ session, number });
      if (invoice === undefined) throw new Error("Choose the invoice that it is for.");
      await record({ session, invoice, values });
      reopen();
    },
  });
}

/** The first hundred of each kind; any other is found by its number. */
async function openInvoices({ client }: Session): Promise<Invoice[]> {
  const read = (status: "issued" | "partially_paid") =>
    answered(client.GET("/v1/invoices", { params: { query: { limit: 100, status } } }));
  const pages = await Promise.all([read("issued"), read("partially_paid")]);
  return pages
    .flatMap(({ data }) => data)
    .toSorted((one, other) => (one.number ?? 0) - (other.number ?? 0));
}

async function invoiceByNumber({
  session: { client },
  number,
}: {
  session: Session;
  number: string;
}): Promise<Invoice> {
  if (!/^[1-9]\d{0,14}$/.test(number))
    throw new Error(`"${number}" is no invoice number: write it such as 1042.`);
  const query = { number: Number(number) };
  const { data } = await answered(client.GET("/v1/invoices", { params: { query } }));
  const open = data.find(({ status }) => status === "issued" || status === "partially_paid");
  if (open === undefined) throw new Error(`No open invoice has the number ${number}.`);
  return open;
}

async function textOf({
  invoice,
  session: { practice },
  names,
}: { invoice: Invoice } & Pick<PageInput, "session" | "names">): Promise<string> {
  const { open_minor: minor, currency, number, payer } = invoice;
  const open = formatMinor({ minor, currency, locale: practice.locale });
  return `${number ?? ""} ${await names.payer(payer)}, ${open}`;
}

async function record({
  session: { client },
  invoice,
  values,
}: {
  session: Session;
  invoice: Invoice;
  values: Record<string, string>;
}): Promise<void> {
  const { currency, open_minor: openMinor, payer, id } = invoice;
  const { amount = "", method = "", day = "" } = values;
  const typed = amount.trim() === "" ? openMinor : minorFromTyped({ text: amount, currency });
  if (typed === null) throw new Error(`"${amount}" is no amount: write it such as 45.00.`);
  const key = () => ({ header: { "Idempotency-Key": crypto.randomUUID() } });
  const made = await answered(
    client.POST("/v1/payments", {
      params: key(),
      body: {
        payer,
        amount_minor: typed,
        method: method as Method,
        tied_invoice_id: id,
        ...(day === "" ? {} : { received_on: day }),
      },
    }),
  );
  if (values["use"] !== atOnce) return;
  await answered(
    client.POST("/v1/payments/{payment_id}/allocate", {
      params: { ...key(), path: { payment_id: made.id } },
      body: { invoice_id: id },
    }),
  );
}
