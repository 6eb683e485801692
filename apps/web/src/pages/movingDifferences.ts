import type { components } from "@rollbook/client";
import { actionForm } from "../parts/actionForm.ts";
import { minorFromTyped } from "../parts/amount.ts";
import { answered } from "../parts/answered.ts";
import { element } from "../parts/element.ts";
import { formatDay, formatMinor } from "../parts/format.ts";
import { table } from "../parts/table.ts";
import { may, type Session } from "../session.ts";
import { methodInWords } from "./paymentsRecord.ts";
import type { PageInput } from "./page.ts";

type Difference = components["schemas"]["BalanceDifference"];
type Earlier = components["schemas"]["EarlierPayment"];

type Named = Difference & { payer: string; earlier: readonly Earlier[] };

/** Whose balance differs and why, with the earlier payments that may be put right. */
export async function differenceTable({
  session,
  names,
  differences,
  reopen,
}: Pick<PageInput, "session" | "names" | "reopen"> & {
  differences: readonly Difference[];
}): Promise<HTMLElement> {
  const { client, practice } = session;
  const rows = await Promise.all(
    differences.map(async (difference): Promise<Named> => {
      const { patient_id, payer_kind: kind } = difference;
      const [payer, { data: earlier }] = await Promise.all([
        names.payer({ kind, id: patient_id }),
        answered(
          client.GET("/v1/payments-migration/earlier-payments", {
            params: { query: { patient_id, limit: 100 } },
          }),
        ),
      ]);
      return { ...difference, payer, earlier };
    }),
  );
  const money = (minor: number, currency: string) =>
    formatMinor({ minor, currency, locale: practice.locale });
  return table<Named>({
    rows,
    none: "No balance differs.",
    columns: [
      { title: "Payer", cell: ({ payer }) => payer },
      { title: "Before", isNumber: true, cell: (row) => money(row.before_minor, row.currency) },
      { title: "After", isNumber: true, cell: (row) => money(row.after_minor, row.currency) },
      { title: "Why", cell: ({ reason }) => reason },
      {
        title: "Earlier payments",
        cell: ({ earlier }) => earlierList({ session, earlier, reopen }),
      },
    ],
  });
}

function earlierList({
  session,
  earlier,
  reopen,
}: {
  session: Session;
  earlier: readonly Earlier[];
  reopen: () => void;
}): HTMLElement {
  const { locale } = session.practice;
  const items = earlier.map((payment) => {
    const amount = formatMinor({ minor: payment.amount_minor, currency: payment.currency, locale });
    const day = formatDay({ day: payment.received_on, locale });
    const how = methodInWords(payment.method as Parameters<typeof methodInWords>[0]);
    const text = `${payment.id}: ${amount} on ${day}, ${how}`;
    const acts = may(session, "migration.write")
      ? [puttingRight({ session, payment, reopen })]
      : [];
    return element("li", {}, [text, ...acts]);
  });
  return element("ul", {}, items);
}

/** What the earlier system has wrong: another amount in minor units, or the payment never was. */
function puttingRight({
  session: { client },
  payment,
  reopen,
}: {
  session: Session;
  payment: Earlier;
  reopen: () => void;
}): HTMLElement {
  const params = {
    path: { earlier_payment_id: payment.id },
    header: { "Idempotency-Key": crypto.randomUUID() },
  };
  const remove = actionForm({
    title: "Remove",
    fields: [{ name: "reason", label: "Reason", kind: "text", isRequired: true }],
    act: ({ reason = "" }) =>
      answered(
        client.POST("/v1/payments-migration/earlier-payments/{earlier_payment_id}/remove", {
          params,
          body: { reason },
        }),
      ),
    onDone: reopen,
  });
  const correct = actionForm({
    title: "Correct",
    fields: [
      {
        name: "amount",
        label: `Amount in ${payment.currency}, minus is money given back`,
        kind: "text",
        isRequired: true,
      },
      { name: "reason", label: "Reason", kind: "text", isRequired: true },
    ],
    act: async ({ amount = "", reason = "" }) =>
      answered(
        client.POST("/v1/payments-migration/earlier-payments/{earlier_payment_id}/correct", {
          params,
          body: { reason, changes: { amount_minor: typedMinor(amount, payment.currency) } },
        }),
      ),
    onDone: reopen,
  });
  return element("div", { class: "actions" }, [correct, remove]);
}

function typedMinor(text: string, currency: string): number {
  const minor = minorFromTyped({ text, currency });
  if (minor === null) throw new Error(`"${text}" is no amount in ${currency}.`);
  return text.trim().startsWith("-") ? -minor : minor;
}
