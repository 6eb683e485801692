import type { components } from "@rollbook/client";
import { answered } from "../parts/answered.ts";
import { downloadButton } from "../parts/downloadButton.ts";
import { element } from "../parts/element.ts";
import { formatDay, formatMinor, inWords } from "../parts/format.ts";
import { pagedList } from "../parts/pagedList.ts";
import type { Column } from "../parts/table.ts";
import type { Practice, Session } from "../session.ts";
import type { DashboardPage, PageInput } from "./page.ts";

type Invoice = components["schemas"]["Invoice"];
type ListedInvoice = Omit<Invoice, "lines">;

interface InvoiceRow {
  invoice: ListedInvoice;
  payer: string;
}

export const invoices: DashboardPage = { address: "invoices", title: "Invoices", show };

async function show({ session, names, query }: PageInput): Promise<Node[]> {
  const isOverdue = query.get("overdue") === "true";
  const list = await invoiceTable({
    session,
    names,
    filter: isOverdue ? { is_overdue: true } : {},
    none: isOverdue ? "No invoice is overdue." : "No invoice has been issued.",
  });
  const link = (label: string, address: string, isChosen: boolean): HTMLElement =>
    element("a", { href: address, class: isChosen ? "chosen" : "" }, [label]);
  const choices = element("p", { class: "choices" }, [
    link("All", "#invoices", !isOverdue),
    link("Overdue", "#invoices?overdue=true", isOverdue),
  ]);
  return [choices, list];
}

/** Invoices, newest first, those that the filter lets through. */
export async function invoiceTable({
  session,
  names,
  filter,
  none = "No invoice has been issued.",
}: Pick<PageInput, "session" | "names"> & {
  filter: { is_overdue?: boolean; membership_id?: string };
  none?: string;
}): Promise<HTMLElement> {
  const { client, practice } = session;
  const note = element("p", { class: "problem", role: "alert" });
  const list = await pagedList({
    read: (cursor) =>
      answered(
        client.GET("/v1/invoices", {
          params: {
            query: {
              limit: 50,
              order: "newest_first",
              ...filter,
              ...(cursor === undefined ? {} : { cursor }),
            },
          },
        }),
      ),
    toRow: async (invoice: ListedInvoice) => ({
      invoice,
      payer: await names.payer(invoice.payer),
    }),
    none,
    columns: [
      ...columns(practice),
      { title: "", cell: ({ invoice }) => pdfOf({ session, invoice, note }) },
    ],
  });
  return element("div", {}, [note, list]);
}

/** The paper as the payer gets it. */
function pdfOf({
  session: { client },
  invoice: { id, number, kind },
  note,
}: {
  session: Session;
  invoice: ListedInvoice;
  note: HTMLElement;
}): HTMLElement {
  const name = kind === "credit_note" ? "credit-note" : "invoice";
  const path = { invoice_id: id };
  return downloadButton({
    label: "PDF",
    fileName: `${name}-${number ?? id}.pdf`,
    read: () =>
      answered(client.GET("/v1/invoices/{invoice_id}/pdf", { params: { path }, parseAs: "blob" })),
    onProblem: (sentence) => {
      note.textContent = sentence;
    },
  });
}

function columns({ locale }: Practice): Column<InvoiceRow>[] {
  const money = (minor: number, currency: string): string =>
    formatMinor({ minor, currency, locale });
  const day = (value: string | null): string =>
    value === null ? "" : formatDay({ day: value, locale });
  return [
    { title: "Number", isNumber: true, cell: ({ invoice }) => String(invoice.number ?? "") },
    { title: "Payer", cell: ({ payer }) => payer },
    {
      title: "Status",
      cell: ({ invoice }) => (invoice.is_overdue ? "Overdue" : inWords(invoice.status)),
    },
    { title: "Issued", cell: ({ invoice }) => day(invoice.issued_on) },
    { title: "Due", cell: ({ invoice }) => day(invoice.due_on) },
    {
      title: "Total",
      isNumber: true,
      cell: ({ invoice }) => money(invoice.total_minor, invoice.currency),
    },
    {
      title: "Open",
      isNumber: true,
      cell: ({ invoice }) => money(invoice.open_minor, invoice.currency),
    },
    { title: "Sent", cell: ({ invoice }) => (invoice.sent_at === null ? "Not yet" : "Yes") },
  ];
}
