import type { components } from "@rollbook/client";
import { answered } from "../parts/answered.ts";
import { element } from "../parts/element.ts";
import { formatDay } from "../parts/format.ts";
import { actKey, moneyIn } from "../parts/money.ts";
import { rowButton } from "../parts/rowButton.ts";
import { table, type Column } from "../parts/table.ts";
import { may, type Session } from "../session.ts";
import type { DashboardPage, PageInput } from "./page.ts";
import { paymentActions } from "./paymentActions.ts";
import { methodInWords } from "./paymentsRecord.ts";

type Payment = components["schemas"]["Payment"];
type Allocation = components["schemas"]["Allocation"];
type CounterEntry = components["schemas"]["CounterEntry"];

export const payment: DashboardPage = {
  address: "payment",
  title: "Payment",
  permission: "payment.read",
  within: "payments",
  show,
};

async function show({ session, names, query, reopen }: PageInput): Promise<Node[]> {
  const path = { payment_id: query.get("id") ?? "" };
  const found = await answered(
    session.client.GET("/v1/payments/{payment_id}", { params: { path } }),
  );
  const note = element("p", { class: "problem", role: "alert" });
  const payer = await names.payer(found.payer);
  const statement = `#statement?kind=${found.payer.kind}&id=${found.payer.id}`;
  return [
    summary({ payment: found, payer, session }),
    element("p", {}, [element("a", { href: statement }, [`Statement of ${payer}`])]),
    ...(may(session, "payment.write")
      ? [paymentActions({ session, payment: found, onDone: reopen })]
      : []),
    element("h2", {}, ["What it pays"]),
    await allocationTable({ session, payment: found, reopen, note }),
    note,
    element("h2", {}, ["Given back and corrected"]),
    backTable({ session, entries: found.counter_entries, currency: found.currency }),
  ];
}

function summary({
  payment: { amount_minor, currency, received_on, kind, method, unallocated_minor },
  payer,
  session: { practice },
}: {
  payment: Payment;
  payer: string;
  session: Session;
}): HTMLElement {
  const money = moneyIn(practice);
  const by = kind === "opening" ? "from before" : `by ${methodInWords(method).toLowerCase()}`;
  const day = formatDay({ day: received_on, locale: practice.locale });
  const left =
    unallocated_minor === 0
      ? "nothing of it is left"
      : `${money(unallocated_minor, currency)} of it is left`;
  return element("p", { class: "member" }, [
    element("strong", {}, [money(amount_minor, currency)]),
    element("span", { class: "quiet" }, [`${payer}, ${by}, received ${day}; ${left}`]),
  ]);
}

interface AllocationRow {
  allocation: Allocation;
  number: string;
  isLive: boolean;
}

async function allocationTable({
  session,
  payment: { allocations, currency },
  reopen,
  note,
}: {
  session: Session;
  payment: Payment;
  reopen: () => void;
  note: HTMLElement;
}): Promise<HTMLElement> {
  const { client, practice } = session;
  const money = moneyIn(practice);
  const reversed = new Set(allocations.map(({ reverses }) => reverses));
  const numberOf = async (invoice_id: string): Promise<string> => {
    const { data } = await client.GET("/v1/invoices/{invoice_id}", {
      params: { path: { invoice_id } },
    });
    return String(data?.number ?? invoice_id);
  };
  const rows = await Promise.all(
    allocations.map(async (allocation) => ({
      allocation,
      number: await numberOf(allocation.invoice_id),
      isLive: allocation.reverses === null && !reversed.has(allocation.id),
    })),
  );
  const act: Column<AllocationRow> = {
    title: "",
    cell: (row) => (row.isLive ? takeBack({ session, row, reopen, note }) : ""),
  };
  return table<AllocationRow>({
    rows,
    none: "It pays no invoice yet.",
    columns: [
      {
        title: "On",
        cell: ({ allocation }) => formatDay({ day: allocation.on, locale: practice.locale }),
      },
      { title: "Invoice", isNumber: true, cell: ({ number }) => number },
      {
        title: "Amount",
        isNumber: true,
        cell: ({ allocation }) => money(allocation.amount_minor, currency),
      },
      {
        title: "",
        cell: ({ allocation, isLive }) =>
          allocation.reverses !== null ? "Taken off" : isLive ? "" : "Taken off later",
      },
      ...(may(session, "payment.write") ? [act] : []),
    ],
  });
}

function takeBack({
  session: { client },
  row: { allocation, number },
  reopen,
  note,
}: {
  session: Session;
  row: AllocationRow;
  reopen: () => void;
  note: HTMLElement;
}): HTMLElement {
  const path = { allocation_id: allocation.id };
  return rowButton({
    label: "Take off",
    about: `invoice ${number}`,
    isFinal: true,
    onProblem: (sentence) => {
      note.textContent = sentence;
    },
    act: async () => {
      const params = { header: actKey(), path };
      await answered(client.POST("/v1/allocations/{allocation_id}/reverse", { params, body: {} }));
      reopen();
    },
  });
}

function backTable({
  session: { practice },
  entries,
  currency,
}: {
  session: Session;
  entries: readonly CounterEntry[];
  currency: string;
}): HTMLElement {
  const money = moneyIn(practice);
  return table<CounterEntry>({
    rows: entries,
    none: "Nothing was given back or corrected.",
    columns: [
      { title: "On", cell: ({ on }) => formatDay({ day: on, locale: practice.locale }) },
      { title: "What", cell: ({ kind }) => (kind === "refund" ? "Refund" : "Correction") },
      { title: "Amount", isNumber: true, cell: (entry) => money(entry.amount_minor, currency) },
      { title: "Reason", cell: ({ reason }) => reason },
    ],
  });
}
