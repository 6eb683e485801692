import { element } from "../parts/element.ts";
import { comingMonths } from "./movingMonths.ts";
import { movingPayments } from "./movingPayments.ts";
import { cutOverProof } from "./movingProof.ts";
import type { DashboardPage, PageInput } from "./page.ts";

const parts = {
  proof: { title: "Billing: the proof", show: cutOverProof },
  months: { title: "The next 13 months", show: comingMonths },
  payments: { title: "Payments", show: movingPayments },
} as const;

/** How a practice moves here: who was billed where, what will be charged, and the payments of the earlier system. */
export const moving: DashboardPage = {
  address: "moving",
  title: "Moving here",
  permission: "migration.read",
  show,
};

async function show(input: PageInput): Promise<Node[]> {
  const asked = input.query.get("part") ?? "proof";
  const chosen = asked === "months" || asked === "payments" ? asked : "proof";
  const links = Object.entries(parts).map(([part, { title }]) =>
    element(
      "a",
      { href: `#moving?part=${part}`, ...(part === chosen ? { class: "chosen" } : {}) },
      [title],
    ),
  );
  return [
    element("div", { class: "choices", role: "group", "aria-label": "What moves" }, links),
    ...(await parts[chosen].show(input)),
  ];
}
