import type { components } from "@rollbook/client";
import { answered } from "../parts/answered.ts";
import { element } from "../parts/element.ts";
import { formatMinor } from "../parts/format.ts";
import { pagedList } from "../parts/pagedList.ts";
import { rowButton } from "../parts/rowButton.ts";
import { together } from "../parts/together.ts";
import { may } from "../session.ts";
import type { PageInput } from "./page.ts";
import { refundRow, type SharedOfWaiting as Shared, type Waiting } from "./refundWaiting.ts";

type AutopayInvoice = components["schemas"]["AutopayInvoice"];
type ProcessorEvent = components["schemas"]["ProcessorEvent"];

const rowsPerRead = 50;

/** What autopay and the processor left to a person, and more when asked for. Nothing is shown where nothing waits. */
export async function waitingForPerson({
  session,
  names,
  reopen,
}: Pick<PageInput, "session" | "names" | "reopen">): Promise<Node[]> {
  const note = element("p", { class: "problem", role: "alert" });
  const read = readWaiting({ session, names, reopen, note });
  const first = await read(undefined);
  if (first.data.length === 0) return [];
  const list = await pagedList({
    read: (cursor) => (cursor === undefined ? Promise.resolve(first) : read(cursor)),
    toRow: async (row: Waiting) => row,
    none: "Nothing waits.",
    columns: [
      { title: "What", cell: ({ what }) => what },
      { title: "Amount", isNumber: true, cell: ({ amount }) => amount },
      { title: "Why", cell: ({ why }) => why },
      { title: "", cell: ({ act }) => act },
    ],
  });
  return [element("h2", {}, ["Waits for a person"]), list, note];
}

/** Charges, events and refunds as one list of rows. */
function readWaiting(shared: Shared & Pick<PageInput, "names">) {
  const { client } = shared.session;
  const queryOf = (cursor: string | undefined) => ({
    limit: rowsPerRead,
    ...(cursor === undefined ? {} : { cursor }),
  });
  const forPerson = (cursor: string | undefined) => ({
    params: { query: { ...queryOf(cursor), is_for_person: true } },
  });
  return together<Waiting>([
    async (cursor) => {
      const page = await answered(client.GET("/v1/autopay/invoices", forPerson(cursor)));
      const rows = page.data.map((charge) => chargeRow({ ...shared, charge }));
      return { ...page, data: await Promise.all(rows) };
    },
    async (cursor) => {
      const params = { query: queryOf(cursor) };
      const page = await answered(client.GET("/v1/processor-events", { params }));
      return { ...page, data: page.data.map((event) => eventRow({ ...shared, event })) };
    },
    async (cursor) => {
      const page = await answered(client.GET("/v1/processor-refunds", forPerson(cursor)));
      const rows = page.data.map((refund) => refundRow({ ...shared, refund }));
      return { ...page, data: await Promise.all(rows) };
    },
  ]);
}

async function chargeRow({
  session,
  names,
  reopen,
  note,
  charge,
}: Shared & Pick<PageInput, "names"> & { charge: AutopayInvoice }): Promise<Waiting> {
  const { client, practice } = session;
  const { invoice_id, balance_minor: minor, currency, reason } = charge;
  const { data: invoice } = await client.GET("/v1/invoices/{invoice_id}", {
    params: { path: { invoice_id } },
  });
  const payer = invoice === undefined ? invoice_id : await names.payer(invoice.payer);
  const what = `Invoice ${invoice?.number ?? ""} of ${payer}`;
  const header = { "Idempotency-Key": crypto.randomUUID() };
  const retry = () =>
    client.POST("/v1/autopay/invoices/{invoice_id}/retry", {
      params: { header, path: { invoice_id } },
      body: {},
    });
  const button = rowButton({
    label: "Charge anew",
    about: what,
    onProblem: (sentence) => {
      note.textContent = sentence;
    },
    act: () => answered(retry()).then(reopen),
  });
  return {
    what,
    amount: formatMinor({ minor, currency, locale: practice.locale }),
    why: reason ?? "",
    act: may(session, "payment.write") ? button : "",
  };
}

function eventRow({ session, reopen, note, event }: Shared & { event: ProcessorEvent }): Waiting {
  const { client, practice } = session;
  const { payment, reason, type, id } = event;
  const header = { "Idempotency-Key": crypto.randomUUID() };
  const dismiss = () =>
    client.POST("/v1/processor-events/settle", {
      params: { header },
      body: { processor_event_id: id, dismissed_because: "Dismissed in the dashboard" },
    });
  const button = rowButton({
    label: "Dismiss",
    about: payment?.reference ?? type,
    isFinal: true,
    onProblem: (sentence) => {
      note.textContent = sentence;
    },
    act: () => answered(dismiss()).then(reopen),
  });
  const { locale } = practice;
  return {
    what: payment === null ? type : `Payment ${payment.reference}`,
    amount:
      payment === null
        ? ""
        : formatMinor({ minor: payment.amount_minor, currency: payment.currency, locale }),
    why: reason ?? "",
    act: may(session, "payment.write") ? button : "",
  };
}
