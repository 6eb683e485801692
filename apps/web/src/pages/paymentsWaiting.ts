import type { components } from "@rollbook/client";
import { answered } from "../parts/answered.ts";
import { element } from "../parts/element.ts";
import { formatMinor } from "../parts/format.ts";
import { rowButton } from "../parts/rowButton.ts";
import { table } from "../parts/table.ts";
import { may } from "../session.ts";
import type { PageInput } from "./page.ts";
import { refundRow, type SharedOfWaiting as Shared, type Waiting } from "./refundWaiting.ts";

type AutopayInvoice = components["schemas"]["AutopayInvoice"];
type ProcessorEvent = components["schemas"]["ProcessorEvent"];

/** What autopay and the processor left to a person. Nothing is shown where nothing waits. */
export async function waitingForPerson({
  session,
  names,
  reopen,
}: Pick<PageInput, "session" | "names" | "reopen">): Promise<Node[]> {
  const { client } = session;
  const note = element("p", { class: "problem", role: "alert" });
  const [charges, events, refunds] = await Promise.all([
    answered(client.GET("/v1/autopay/invoices", { params: { query: { is_for_person: true } } })),
    answered(client.GET("/v1/processor-events")),
    answered(client.GET("/v1/processor-refunds", { params: { query: { is_for_person: true } } })),
  ]);
  const shared = { session, reopen, note };
  const rows = [
    ...(await Promise.all(charges.data.map((charge) => chargeRow({ ...shared, names, charge })))),
    ...events.data.map((event) => eventRow({ ...shared, event })),
    ...(await Promise.all(refunds.data.map((refund) => refundRow({ ...shared, names, refund })))),
  ];
  if (rows.length === 0) return [];
  return [
    element("h2", {}, ["Waits for a person"]),
    table<Waiting>({
      rows,
      none: "Nothing waits.",
      columns: [
        { title: "What", cell: ({ what }) => what },
        { title: "Amount", isNumber: true, cell: ({ amount }) => amount },
        { title: "Why", cell: ({ why }) => why },
        { title: "", cell: ({ act }) => act },
      ],
    }),
    note,
  ];
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
