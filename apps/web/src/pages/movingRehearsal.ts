import type { components } from "@rollbook/client";
import { answered } from "../parts/answered.ts";
import { element } from "../parts/element.ts";
import { formatDay, formatInstant } from "../parts/format.ts";
import type { Session } from "../session.ts";
import { differenceTable } from "./movingDifferences.ts";
import type { PageInput } from "./page.ts";

type Present = components["schemas"]["PresentPaymentsMigration"];
type Rehearsal = components["schemas"]["PaymentsMigrationRehearsal"];

type Rehearsing = Pick<PageInput, "session" | "names" | "reopen"> & { present: Present };

/** Rehearses first: nobody consents to what nobody has seen. */
export function rehearsing(input: Rehearsing): HTMLElement {
  const { session } = input;
  const note = element("p", { class: "problem", role: "alert" });
  const place = element("div", { "aria-live": "polite" });
  const button = element("button", { type: "button", class: "button primary" }, ["Rehearse"]);
  button.addEventListener("click", () => {
    button.disabled = true;
    note.textContent = "";
    answered(
      session.client.POST("/v1/payments-migration/rehearse", {
        params: { header: { "Idempotency-Key": crypto.randomUUID() } },
      }),
    )
      .then(async (rehearsal) => place.replaceChildren(...(await shown({ ...input, rehearsal }))))
      .catch((error: unknown) => {
        note.textContent = error instanceof Error ? error.message : "It could not be rehearsed.";
      })
      .finally(() => {
        button.disabled = false;
      });
  });
  return element("section", {}, [
    element("h2", {}, ["Rehearse"]),
    element("p", {}, ["Shows what would move and where balances would differ; nothing is moved."]),
    button,
    note,
    place,
  ]);
}

const count = (number: number, one: string, many: string): string =>
  number === 1 ? `1 ${one}` : `${number.toLocaleString()} ${many}`;

async function shown(input: Rehearsing & { rehearsal: Rehearsal }): Promise<Node[]> {
  const { session, names, rehearsal, reopen } = input;
  const { differences, advice } = rehearsal;
  const minutes = Math.max(1, Math.ceil(rehearsal.expected_seconds / 60));
  const found = [
    `${count(rehearsal.payment_count, "payment", "payments")} would move, in ${count(rehearsal.allocation_count, "allocation", "allocations")} and ${count(rehearsal.refund_count, "refund", "refunds")}.`,
    ...(rehearsal.tied_nowhere_count === 0
      ? []
      : [
          `${count(rehearsal.tied_nowhere_count, "payment is", "payments are")} tied to an invoice that is not here; the money stays unallocated.`,
        ]),
    `Payments could not be recorded for about ${count(minutes, "minute", "minutes")}.`,
    ...(advice === null ? [] : [advice.sentence]),
    differences.length === 0
      ? "Every balance would be the same before and after."
      : `${count(differences.length, "balance", "balances")} would differ:`,
  ];
  return [
    element(
      "ul",
      {},
      found.map((sentence) => element("li", {}, [sentence])),
    ),
    ...(differences.length === 0
      ? []
      : [await differenceTable({ session, names, differences, reopen })]),
    consenting(input),
  ];
}

const wordingFor = (practice: Session["practice"]): string =>
  `We agree to move all payments of ${practice.name}, of all its providers, from the earlier payments system to Rollbook, as the rehearsal showed it. It may be withdrawn until the run begins, and cannot be undone once it has finished.`;

/** Who consents sees the words that are kept, and may choose the day. */
function consenting({
  session,
  present,
  rehearsal,
  reopen,
}: Rehearsing & { rehearsal: Rehearsal }): HTMLElement {
  const { practice, client } = session;
  const { locale, time_zone: timeZone } = practice;
  const wording = element("textarea", { name: "wording", required: "" });
  wording.value = wordingFor(practice);
  const day = element("input", { type: "date", name: "run_on" });
  const better = rehearsal.advice?.better[0];
  if (better !== undefined) day.value = better;
  const note = element("p", { class: "problem", role: "alert" });
  const button = element("button", { type: "submit", class: "button primary" }, [
    "Consent and queue",
  ]);
  const form = element("form", { class: "form-box", "aria-label": "Consent" }, [
    element("label", { class: "long" }, ["What is agreed to, kept word for word", wording]),
    element("label", {}, ["On the night of (empty: the next one)", day]),
    button,
  ]);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    button.disabled = true;
    const runOn = day.value === "" ? {} : { run_on: day.value };
    answered(
      client.POST("/v1/payments-migration/queue", {
        params: { header: { "Idempotency-Key": crypto.randomUUID() } },
        body: { rehearsal_id: rehearsal.rehearsal_id, wording: wording.value, ...runOn },
      }),
    )
      .then(reopen)
      .catch((error: unknown) => {
        button.disabled = false;
        note.textContent = error instanceof Error ? error.message : "It could not be queued.";
      });
  });
  const next = formatInstant({ instant: present.next_window.at, locale, timeZone });
  const advised = better === undefined ? "" : ` Advised: ${formatDay({ day: better, locale })}.`;
  return element("section", {}, [
    element("h2", {}, ["Consent"]),
    element("p", { class: "quiet" }, [`The next window opens on ${next}.${advised}`]),
    form,
    note,
  ]);
}
