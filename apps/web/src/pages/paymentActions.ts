import type { components } from "@rollbook/client";
import { actionForm, type ActionForm } from "../parts/actionForm.ts";
import { answered } from "../parts/answered.ts";
import { element } from "../parts/element.ts";
import { actKey, typedMinor } from "../parts/money.ts";
import type { Session } from "../session.ts";

type Payment = components["schemas"]["Payment"];
type Acted = { session: Session; payment: Payment };

const reasonField = { name: "reason", label: "Reason", kind: "text", isRequired: true } as const;
const dayField = { name: "day", label: "On (empty: today)", kind: "date" } as const;

/** What may be done with a payment: given back, or put right. */
export function paymentActions({
  session,
  payment,
  onDone,
}: Acted & { onDone: () => void }): HTMLElement {
  const forms = [...refundForms({ session, payment }), ...correctForms({ session, payment })];
  return element(
    "div",
    { class: "actions" },
    forms.map((form) => actionForm({ ...form, onDone })),
  );
}

const dayOf = ({ day = "" }: Record<string, string>): { on?: string } =>
  day === "" ? {} : { on: day };

function refundForms({ session, payment }: Acted): Omit<ActionForm, "onDone">[] {
  if (payment.unallocated_minor === 0) return [];
  const fields = [
    { name: "amount", label: "Amount (empty: all that is left)", kind: "text" } as const,
    reasonField,
    dayField,
  ];
  const { currency, unallocated_minor: left, id, processor_reference: reference } = payment;
  const refund = (values: Record<string, string>, isRecordOnly: boolean) => {
    const { amount = "", reason = "" } = values;
    const amount_minor = amount.trim() === "" ? left : typedMinor({ text: amount, currency });
    const params = { header: actKey(), path: { payment_id: id } };
    const body = { amount_minor, reason, is_record_only: isRecordOnly, ...dayOf(values) };
    return answered(session.client.POST("/v1/payments/{payment_id}/refund", { params, body }));
  };
  const record = (title: string): Omit<ActionForm, "onDone"> => ({
    title,
    fields,
    act: async (values) => refund(values, true),
  });
  // What a processor could not give back came in again without a charge of its own.
  if (reference === null || reference.startsWith("returned:")) return [record("Refund")];
  return [
    { title: "Refund by the processor", fields, act: async (values) => refund(values, false) },
    record("Refunded another way"),
  ];
}

function correctForms({ session, payment }: Acted): Omit<ActionForm, "onDone">[] {
  if (payment.counter_entries.some(({ kind }) => kind === "correction")) return [];
  const { currency, kind, method, received_on, tied_invoice_id, id } = payment;
  return [
    {
      title: "Correct",
      fields: [
        { name: "amount", label: "Right amount (empty: it never came)", kind: "text" },
        reasonField,
        dayField,
      ],
      act: async (values) => {
        const { amount = "", reason = "" } = values;
        const params = { header: actKey(), path: { payment_id: id } };
        const replacement =
          amount.trim() === ""
            ? null
            : {
                kind,
                method,
                received_on,
                tied_invoice_id,
                amount_minor: typedMinor({ text: amount, currency }),
              };
        const body = { reason, replacement, ...dayOf(values) };
        return answered(session.client.POST("/v1/payments/{payment_id}/correct", { params, body }));
      },
    },
  ];
}
