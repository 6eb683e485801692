import type { components } from "@rollbook/client";
import { answered } from "../parts/answered.ts";
import { element } from "../parts/element.ts";
import { formatInstant } from "../parts/format.ts";
import { fieldInWords, rosterValue } from "../parts/rosterValue.ts";
import { table } from "../parts/table.ts";
import type { Session } from "../session.ts";

type Plan = components["schemas"]["RosterPlan"];
type Step = components["schemas"]["RosterPlanStep"];

/** A button that asks what the next sync would do, and a place that shows it. */
export function planPart({ session, rosterId }: { session: Session; rosterId: string }): {
  button: HTMLElement;
  place: HTMLElement;
} {
  const place = element("div", { role: "status" });
  const button = element("button", { type: "button", class: "button" }, ["What would it do?"]);
  button.addEventListener("click", () => {
    button.disabled = true;
    place.replaceChildren(quiet("The sheet is being read…"));
    ask({ session, rosterId })
      .then((parts) => place.replaceChildren(...parts))
      .catch((error: unknown) =>
        place.replaceChildren(
          element("p", { class: "problem" }, [
            error instanceof Error ? error.message : "It could not be asked for.",
          ]),
        ),
      )
      .finally(() => {
        button.disabled = false;
      });
  });
  return { button, place };
}

const quiet = (text: string): HTMLElement => element("p", { class: "quiet" }, [text]);

const lookAfterMs = 700;
const looksAtMost = 40;

async function ask(input: { session: Session; rosterId: string }): Promise<Node[]> {
  const { session, rosterId } = input;
  const params = { params: { path: { roster_id: rosterId } } };
  const read = async () => (await session.client.GET("/v1/rosters/{roster_id}/plan", params)).data;
  const before = await read();
  await answered(session.client.POST("/v1/rosters/{roster_id}/plan", params));
  for (let look = 0; look < looksAtMost; look += 1) {
    await new Promise((resolve) => setTimeout(resolve, lookAfterMs));
    const plan = await read();
    if (plan !== undefined && plan.planned_at !== before?.planned_at)
      return shown({ ...input, plan });
  }
  return [quiet("The sheet was not read yet. Is a sync worker running? Ask again in a while.")];
}

async function shown(input: { session: Session; rosterId: string; plan: Plan }): Promise<Node[]> {
  const { session, rosterId, plan } = input;
  const { locale, time_zone: timeZone } = session.practice;
  const at = formatInstant({ instant: plan.planned_at, locale, timeZone });
  const head = element("p", {}, [`As of ${at}: ${sentence(plan)}`]);
  if (plan.step_count === 0) return [head];
  const { data } = await answered(
    session.client.GET("/v1/rosters/{roster_id}/plan/steps", {
      params: { path: { roster_id: rosterId }, query: { limit: 100 } },
    }),
  );
  const rest = plan.step_count - data.length;
  return [
    head,
    stepTable(data, session.practice),
    ...(rest > 0 ? [quiet(`And ${rest} more.`)] : []),
  ];
}

function sentence({ state, reason, step_count: steps }: Plan): string {
  if (state === "failed") return reason ?? "the sheet could not be read.";
  if (state === "would_stop") return `it would stop before it writes anything. ${reason ?? ""}`;
  return steps === 0
    ? "nothing to do, both sides agree."
    : `${steps} ${steps === 1 ? "step" : "steps"}. Nothing of it was done.`;
}

const kinds: Record<Step["kind"], string> = {
  create_plan: "Make the plan",
  propose_price: "Propose a price",
  create_member: "Add the member",
  adopt_member: "Give the member a row",
  change_member: "Change in Rollbook",
  change_membership: "Change the membership",
  hold_row: "Hold the row",
  release_row: "Release the row",
  hold_billing: "Let billing wait",
  tell_row: "Tell the row",
  miss_row: "Note that the row is missing",
  open_conflict: "Ask which side to keep",
  settle_conflict: "Settle the conflict",
  keep_in_history: "Keep what was typed in the history",
  append_row: "Add a row below",
  write_cell: "Type into the sheet",
  write_own_cell: "Write our own cell",
};

const stepTable = (steps: readonly Step[], practice: Session["practice"]): HTMLElement =>
  table<Step>({
    rows: steps,
    none: "No step.",
    columns: [
      { title: "Step", cell: ({ kind }) => kinds[kind] },
      { title: "Row", isNumber: true, cell: ({ row_number: row }) => String(row ?? "") },
      { title: "Who", cell: ({ name }) => name ?? "" },
      { title: "What", cell: ({ field }) => (field === null ? "" : fieldInWords(field)) },
      {
        title: "Before",
        cell: ({ field, before }) => rosterValue({ field, value: before, practice }),
      },
      {
        title: "After",
        cell: ({ field, after }) => rosterValue({ field, value: after, practice }),
      },
    ],
  });
