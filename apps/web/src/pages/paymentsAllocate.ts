import { answered } from "../parts/answered.ts";
import { element } from "../parts/element.ts";
import { formatMinor } from "../parts/format.ts";
import { plannedPayments } from "./plannedPayments.ts";
import type { Session } from "../session.ts";
import type { PageInput } from "./page.ts";

/** Auto-allocation: the plan is shown first, and done only when somebody says so. */
export function allocateAll({
  session,
  reopen,
}: Pick<PageInput, "session" | "reopen">): HTMLElement {
  const place = element("div", { "aria-live": "polite" });
  const note = element("p", { class: "problem", role: "alert" });
  const button = element("button", { type: "button", class: "button" }, [
    "Show what would be allocated",
  ]);
  const tell = (error: unknown): void => {
    note.textContent = error instanceof Error ? error.message : "It could not be done.";
  };
  button.addEventListener("click", () => {
    note.textContent = "";
    void planned(session)
      .then((plan) => place.replaceChildren(...planShown({ session, plan, reopen, tell })))
      .catch(tell);
  });
  return element("section", {}, [
    element("h2", {}, ["Allocate what is left"]),
    element("p", { class: "quiet" }, [
      "Each payment pays the invoice it is for, then its payer's oldest due date, then the lowest number; never a future invoice.",
    ]),
    button,
    place,
    note,
  ]);
}

function allocate({ client }: Session, isDryRun: boolean) {
  const header = { "Idempotency-Key": crypto.randomUUID() };
  const params = { header, query: isDryRun ? { dry_run: true } : {} };
  return answered(client.POST("/v1/payments/auto-allocate", { params, body: {} }));
}

const planned = (session: Session) => allocate(session, true);

function planShown({
  session,
  plan,
  reopen,
  tell,
}: {
  session: Session;
  plan: Awaited<ReturnType<typeof planned>>;
  reopen: () => void;
  tell: (error: unknown) => void;
}): Node[] {
  const { currency, locale } = session.practice;
  if (plan.allocations.length === 0) return [element("p", {}, ["Nothing would change."])];
  const { invoices, minor } = plannedPayments(plan.allocations);
  const amount = formatMinor({ minor, currency, locale });
  const said =
    invoices === 0
      ? "Money that a credit freed would be kept for its payer."
      : `${amount} would pay ${invoices === 1 ? "1 invoice" : `${invoices} invoices`}.`;
  const button = element("button", { type: "button", class: "button primary" }, ["Allocate it"]);
  button.addEventListener("click", () => {
    button.disabled = true;
    allocate(session, false).then(reopen).catch(tell);
  });
  return [element("p", {}, [said]), button];
}
