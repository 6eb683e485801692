import type { components } from "@rollbook/client";
import { answered } from "../parts/answered.ts";
import { element } from "../parts/element.ts";
import { formatMinor } from "../parts/format.ts";
import { fieldInWords, rosterValue } from "../parts/rosterValue.ts";
import { rowButton } from "../parts/rowButton.ts";
import { table } from "../parts/table.ts";
import { may, type Session } from "../session.ts";

type Run = components["schemas"]["SyncRun"];
type Revert = components["schemas"]["RosterRevert"];

interface Input {
  session: Session;
  run: Run;
  /** Where it is shown what would come back. */
  place: HTMLElement;
  onTaken: () => void;
}

/** Whether a sync took something over, which may be taken back. */
export const hasTaken = ({ state, counts }: Run): boolean =>
  (state === "done" || state === "nothing_to_do") &&
  ((counts["new"] ?? 0) > 0 || (counts["changed"] ?? 0) > 0);

/** A button that shows what taking the sync back would do, before it is done. */
export function takeBackButton(input: Input): Node | string {
  const { session, run, place } = input;
  if (!hasTaken(run) || !may(session, "roster.write")) return "";
  const button = element("button", { type: "button", class: "button small" }, ["Take back"]);
  button.addEventListener("click", () => {
    button.disabled = true;
    askToRevert(input, { dry_run: true })
      .then((revert) => {
        place.replaceChildren(...shown(input, revert));
        place.scrollIntoView({ block: "nearest" });
      })
      .catch((error: unknown) => place.replaceChildren(problem(error)))
      .finally(() => {
        button.disabled = false;
      });
  });
  return button;
}

const problem = (error: unknown): HTMLElement =>
  element("p", { class: "problem", role: "alert" }, [
    error instanceof Error ? error.message : "It could not be asked for.",
  ]);

const askToRevert = (
  { session, run }: Input,
  body: components["schemas"]["RevertSyncRunBody"],
): Promise<Revert> =>
  answered(
    session.client.POST("/v1/rosters/{roster_id}/runs/{run_id}/revert", {
      params: { path: { roster_id: run.roster_id, run_id: run.id } },
      body,
    }),
  );

function shown(input: Input, revert: Revert): Node[] {
  const { session, place, onTaken } = input;
  const { cells, archived, conflicts, proposed_credits: credits } = revert;
  const { locale } = session.practice;
  const isEmpty = cells.length === 0 && archived.length === 0;
  const lines = [
    ...archived.map(({ member }) => `${member ?? "A member"}: the membership is archived.`),
    ...conflicts.map(
      ({ member, field, reason }) =>
        `${member ?? "A member"}${field === null ? "" : `, ${fieldInWords(field).toLowerCase()}`} stays: ${reason}`,
    ),
    ...credits.map(
      ({ number, total_minor: minor, currency }) =>
        `Invoice ${number} was issued since, ${formatMinor({ minor, currency, locale })}: credit it by hand if it shall go.`,
    ),
  ];
  const button = rowButton({
    label: "Take this sync back",
    about: "the sync above",
    isFinal: true,
    act: async () => {
      await askToRevert(input, { plan_hash: revert.plan_hash });
      place.replaceChildren(
        element("p", { class: "notice" }, ["Asked for. The next sync types the old values back."]),
      );
      onTaken();
    },
    onProblem: (sentence) => place.append(problem(new Error(sentence))),
  });
  return [
    element("h3", {}, ["What would come back"]),
    element("p", {}, [sentence(revert)]),
    ...(cells.length === 0 ? [] : [cellTable(revert, session.practice)]),
    ...(lines.length === 0
      ? []
      : [
          element(
            "ul",
            {},
            lines.map((line) => element("li", {}, [line])),
          ),
        ]),
    ...(isEmpty ? [] : [element("p", { class: "choices" }, [button])]),
  ];
}

const sentence = ({ cells, archived }: Revert): string =>
  cells.length === 0 && archived.length === 0
    ? "Nothing of this sync can be taken back: it was changed since, or nothing was taken over."
    : `${cells.length} ${cells.length === 1 ? "cell gets its" : "cells get their"} old value, ${archived.length} ${archived.length === 1 ? "membership is" : "memberships are"} archived. What was changed since stays. Nothing is done yet.`;

function cellTable({ cells }: Revert, practice: Session["practice"]): HTMLElement {
  const told = (field: string, value: unknown): string =>
    rosterValue({ field, value, practice }) || "nothing";
  return table<Revert["cells"][number]>({
    rows: cells,
    none: "No cell.",
    columns: [
      { title: "Who", cell: ({ member }) => member ?? "" },
      { title: "What", cell: ({ field }) => fieldInWords(field) },
      { title: "Now", cell: ({ field, from }) => told(field, from) },
      { title: "Again", cell: ({ field, to }) => told(field, to) },
    ],
  });
}
