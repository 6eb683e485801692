import type { components } from "@rollbook/client";
import { minorFromTyped } from "../parts/amount.ts";
import { answered } from "../parts/answered.ts";
import { element } from "../parts/element.ts";
import { formBox } from "../parts/formBox.ts";
import { formatDay, formatMinor } from "../parts/format.ts";
import type { Session } from "../session.ts";
import type { PageInput } from "./page.ts";

type Method = components["schemas"]["RecordPaymentBody"]["method"];
type Payment = components["schemas"]["RecordedPayment"];
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
  reopenTelling,
}: Pick<PageInput, "session" | "names" | "reopenTelling">): Promise<HTMLElement> {
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
      const payer = await names.payer(invoice.payer);
      reopenTelling(await record({ session, invoice, values, payer }));
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

interface Recording {
  session: Session;
  invoice: Invoice;
  values: Record<string, string>;
  /** By name. */
  payer: string;
}

/** What was recorded, and what became of it, in a sentence. */
async function record({ session, invoice, values, payer }: Recording): Promise<string> {
  const { currency, open_minor: openMinor, id } = invoice;
  const { amount = "", method = "", day = "" } = values;
  const typed = amount.trim() === "" ? openMinor : minorFromTyped({ text: amount, currency });
  if (typed === null) throw new Error(`"${amount}" is no amount: write it such as 45.00.`);
  const made = await answered(
    session.client.POST("/v1/payments", {
      params: key(),
      body: {
        payer: invoice.payer,
        amount_minor: typed,
        method: method as Method,
        tied_invoice_id: id,
        ...(day === "" ? {} : { received_on: day }),
      },
    }),
  );
  const { locale } = session.practice;
  const money = formatMinor({ minor: made.amount_minor, currency: made.currency, locale });
  const received = formatDay({ day: made.received_on, locale });
  const recorded = `Recorded: ${money} of ${payer}, received on ${received} (${methodInWords(made.method)})`;
  const use = values["use"] === atOnce ? await payWith({ session, invoice, made }) : unallocated;
  return `${recorded}; ${use}.`;
}

const key = () => ({ header: { "Idempotency-Key": crypto.randomUUID() } });
const unallocated = "it is left unallocated";

/** The payment stands also where it cannot pay the invoice, so that is told and no reason to record it again. */
async function payWith({
  session: { client, practice },
  invoice,
  made,
}: Pick<Recording, "session" | "invoice"> & { made: Payment }): Promise<string> {
  const params = { ...key(), path: { payment_id: made.id } };
  const body = { invoice_id: invoice.id };
  try {
    const { allocations } = await answered(
      client.POST("/v1/payments/{payment_id}/allocate", { params, body }),
    );
    const { currency } = made;
    const minor = allocations.reduce((sum, allocation) => sum + allocation.amount_minor, 0);
    const paid = formatMinor({ minor, currency, locale: practice.locale });
    return `${paid} of it pays invoice ${invoice.number ?? ""}`;
  } catch (error) {
    const reason = error instanceof Error ? error.message : "It could not be done.";
    return `${unallocated}, as it could not pay invoice ${invoice.number ?? ""}: ${reason.replace(/\.$/, "")}`;
  }
}
