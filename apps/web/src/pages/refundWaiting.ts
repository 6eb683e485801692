import type { components } from "@rollbook/client";
import { answered } from "../parts/answered.ts";
import { element } from "../parts/element.ts";
import type { Names } from "../parts/names.ts";
import { actKey, moneyIn } from "../parts/money.ts";
import { rowButton } from "../parts/rowButton.ts";
import { may, type Session } from "../session.ts";

type Refund = components["schemas"]["ProcessorRefund"];
type Decision = components["schemas"]["SettleProcessorRefundBody"]["decision"];

/** Something that waits for a person, as a row. */
export interface Waiting {
  what: string;
  amount: string;
  why: string;
  act: HTMLElement | string;
}

export interface SharedOfWaiting {
  session: Session;
  reopen: () => void;
  note: HTMLElement;
}

const choices = [
  ["retry", "Try again"],
  ["return", "Keep it for the payer"],
  ["elsewhere", "Given back another way"],
] as const satisfies readonly (readonly [Decision, string])[];

/** A refund that the processor did not make. */
export async function refundRow({
  session,
  names,
  reopen,
  note,
  refund,
}: SharedOfWaiting & { names: Names; refund: Refund }): Promise<Waiting> {
  const { counter_entry_id, payment_id, amount_minor, currency, reason, state } = refund;
  const path = { payment_id };
  const { payer } = await answered(
    session.client.GET("/v1/payments/{payment_id}", { params: { path } }),
  );
  const what = `Refund to ${await names.payer(payer)}`;
  const amount = moneyIn(session.practice)(amount_minor, currency);
  const isUnanswered = state === "asked";
  const shown = choices.filter(([decision]) => !isUnanswered || decision !== "retry");
  const button = ([decision, label]: (typeof choices)[number]): HTMLElement =>
    rowButton({
      label,
      about: what,
      isFinal: decision !== "retry",
      onProblem: (sentence) => {
        note.textContent = sentence;
      },
      act: async () => {
        const params = { header: actKey(), path: { counter_entry_id } };
        const body = { decision, is_unanswered_checked: isUnanswered };
        const call = session.client.POST("/v1/processor-refunds/{counter_entry_id}/settle", {
          params,
          body,
        });
        await answered(call);
        reopen();
      },
    });
  return {
    what,
    amount,
    why: reason ?? (isUnanswered ? "The processor has not answered for a day." : ""),
    act: may(session, "payment.write")
      ? element("div", { class: "row-acts" }, shown.map(button))
      : "",
  };
}
