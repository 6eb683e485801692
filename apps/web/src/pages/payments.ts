import type { components } from "@rollbook/client";
import { answered } from "../parts/answered.ts";
import { element } from "../parts/element.ts";
import { formatDay, formatMinor } from "../parts/format.ts";
import { pagedList } from "../parts/pagedList.ts";
import { rowButton } from "../parts/rowButton.ts";
import type { Column } from "../parts/table.ts";
import { may, type Practice, type Session } from "../session.ts";
import type { DashboardPage, PageInput } from "./page.ts";
import { allocateAll } from "./paymentsAllocate.ts";
import { lockedMonths } from "./paymentsMonths.ts";
import { methodInWords, recordForm } from "./paymentsRecord.ts";
import { waitingForPerson } from "./paymentsWaiting.ts";

type Payment = components["schemas"]["PaymentSummary"];

interface PaymentRow {
  payment: Payment;
  payer: string;
}

export const payments: DashboardPage = {
  address: "payments",
  title: "Payments",
  permission: "payment.read",
  show,
};

async function show({ session, names, query, reopen, reopenTelling }: PageInput): Promise<Node[]> {
  const isUnallocated = query.get("unallocated") === "true";
  const note = element("p", { class: "problem", role: "alert" });
  const list = await paymentTable({ session, names, isUnallocated, reopen, note });
  const link = (label: string, address: string, isChosen: boolean): HTMLElement =>
    element("a", { href: address, class: isChosen ? "chosen" : "" }, [label]);
  const choices = element("p", { class: "choices" }, [
    link("All", "#payments", !isUnallocated),
    link("With something left", "#payments?unallocated=true", isUnallocated),
  ]);
  const waiting = await waitingForPerson({ session, names, reopen });
  const acts = may(session, "payment.write")
    ? [allocateAll({ session, reopen }), await recordForm({ session, names, reopenTelling })]
    : [];
  const months = await lockedMonths({ session, reopen });
  const left = await leftOver(session, query);
  return [left, ...waiting, ...acts, choices, note, list, ...months];
}

/** Money that pays nothing yet, on any day. */
async function leftOver({ client, practice }: Session, query: URLSearchParams): Promise<Node> {
  const asked = query.get("on") ?? undefined;
  const { on, by_currency } = await answered(
    client.GET("/v1/unallocated", {
      params: { query: asked === undefined ? {} : { on: asked } },
    }),
  );
  const amounts = Object.entries(by_currency)
    .filter(([, minor]) => minor !== 0)
    .map(([currency, minor]) => formatMinor({ minor, currency, locale: practice.locale }));
  const input = element("input", { type: "date", value: on, "aria-label": "On which day" });
  input.addEventListener("change", () => {
    location.hash = `#payments?on=${input.value}`;
  });
  const sum = amounts.length === 0 ? "Nothing" : amounts.join(", ");
  const label = element("label", {}, ["at the end of ", input]);
  return element("p", {}, [element("strong", {}, [sum]), " was left unallocated ", label]);
}

function paymentTable({
  session,
  names,
  isUnallocated,
  reopen,
  note,
}: Pick<PageInput, "session" | "names" | "reopen"> & {
  isUnallocated: boolean;
  note: HTMLElement;
}): Promise<HTMLElement> {
  const { client, practice } = session;
  const filter = isUnallocated ? { is_unallocated: true } : {};
  const act: Column<PaymentRow> = {
    title: "",
    cell: (row) =>
      row.payment.unallocated_minor === 0 ? "" : allocateOf({ row, session, reopen, note }),
  };
  return pagedList({
    read: (cursor) =>
      answered(
        client.GET("/v1/payments", {
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
    toRow: async (payment: Payment) => ({ payment, payer: await names.payer(payment.payer) }),
    none: isUnallocated ? "Every payment is allocated." : "No payment has been recorded.",
    columns: [...columns(practice), ...(may(session, "payment.write") ? [act] : [])],
  });
}

/** Spends what this payer has left: tied invoice, oldest due date, number. */
function allocateOf({
  row: { payment, payer },
  session: { client },
  reopen,
  note,
}: {
  row: PaymentRow;
  session: Session;
  reopen: () => void;
  note: HTMLElement;
}): HTMLElement {
  return rowButton({
    label: "Allocate",
    about: payer,
    onProblem: (sentence) => {
      note.textContent = sentence;
    },
    act: async () => {
      const header = { "Idempotency-Key": crypto.randomUUID() };
      const body = { payer: payment.payer };
      const done = await answered(
        client.POST("/v1/payments/auto-allocate", { params: { header }, body }),
      );
      if (done.allocations.length === 0)
        throw new Error(`${payer} owes nothing that it could pay.`);
      reopen();
    },
  });
}

function columns({ locale }: Practice): Column<PaymentRow>[] {
  const money = (minor: number, currency: string): string =>
    formatMinor({ minor, currency, locale });
  return [
    {
      title: "Received",
      cell: ({ payment }) =>
        element("a", { href: `#payment?id=${payment.id}` }, [
          formatDay({ day: payment.received_on, locale }),
        ]),
    },
    { title: "Payer", cell: ({ payer }) => payer },
    {
      title: "By",
      cell: ({ payment }) =>
        payment.kind === "opening" ? "From before" : methodInWords(payment.method),
    },
    {
      title: "Amount",
      isNumber: true,
      cell: ({ payment }) => money(payment.amount_minor, payment.currency),
    },
    {
      title: "Left",
      isNumber: true,
      cell: ({ payment }) =>
        payment.unallocated_minor === 0 ? "" : money(payment.unallocated_minor, payment.currency),
    },
  ];
}
