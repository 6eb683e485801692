import type { components } from "@rollbook/client";
import { answered } from "../parts/answered.ts";
import { element } from "../parts/element.ts";
import { formatInstant, inWords } from "../parts/format.ts";
import { pagedList } from "../parts/pagedList.ts";
import type { Column } from "../parts/table.ts";
import { may, type Session } from "../session.ts";
import { everyPage } from "./everyPage.ts";
import type { DashboardPage, PageInput } from "./page.ts";
import { rosterIssues } from "./rosterIssues.ts";
import { planPart } from "./rosterPlan.ts";
import { hasTaken, takeBackButton } from "./syncRevert.ts";

type Roster = components["schemas"]["Roster"];

export const syncs: DashboardPage = { address: "syncs", title: "Roster", show };

async function show({ session, reopen }: PageInput): Promise<Node[]> {
  const rosters = await everyRoster(session);
  const file = may(session, "roster.write") ? [fileLink()] : [];
  if (rosters.length === 0)
    return [
      element("p", { class: "quiet" }, ["No spreadsheet is connected as a roster."]),
      ...file,
    ];
  const parts = rosters.map((roster) => rosterPart({ session, roster, reopen }));
  return [...(await Promise.all(parts)), ...file];
}

/** The rosters that are connected. */
export const everyRoster = ({ client }: Session): Promise<Roster[]> =>
  everyPage((cursor) =>
    answered(client.GET("/v1/rosters", { params: { query: { limit: 100, ...cursor } } })),
  );

const fileLink = (): HTMLElement =>
  element("p", {}, [
    element("a", { href: "#roster-file" }, ["Take members over from a file"]),
    " (CSV or Excel).",
  ]);

async function rosterPart({
  session,
  roster,
  reopen,
}: Pick<PageInput, "session" | "reopen"> & { roster: Roster }): Promise<HTMLElement> {
  const place = element("div");
  const revert = element("div", { "aria-live": "polite" });
  const showRuns = async (): Promise<void> =>
    place.replaceChildren(
      await runList({ session, rosterId: roster.id, revert, onTaken: () => void showRuns() }),
    );
  const note = element("span", { class: "quiet", role: "status" });
  const button = element("button", { type: "button", class: "button" }, ["Sync now"]);
  button.addEventListener(
    "click",
    () => void syncNow({ session, roster, note, onAsked: showRuns }),
  );
  const plan = planPart({ session, rosterId: roster.id });
  const [issues] = await Promise.all([
    rosterIssues({ session, rosterId: roster.id, onSettled: reopen }),
    showRuns(),
  ]);
  return element("section", {}, [
    element("p", {}, [
      `${inWords(roster.state)}. `,
      element("span", { class: "quiet", title: `Spreadsheet ${roster.spreadsheet_id}` }, [
        roster.state_reason ?? lastRead({ roster, practice: session.practice }),
      ]),
    ]),
    ...(may(session, "roster.sync")
      ? [element("p", { class: "choices" }, [button, plan.button, note]), plan.place]
      : []),
    element("h2", {}, ["Waits for somebody"]),
    element("p", { class: "quiet" }, [
      "As the latest sync left it. Put right in the sheet, it is gone from here after the next one. The sheet lists it in its tab Issues, and tells remarks in their rows.",
    ]),
    issues,
    element("h2", {}, ["Latest syncs"]),
    revert,
    place,
  ]);
}

function lastRead({
  roster: { last_read_at: instant },
  practice: { locale, time_zone: timeZone },
}: {
  roster: Roster;
  practice: Session["practice"];
}): string {
  return instant === null
    ? "The sheet has not been read yet."
    : `The sheet was last read on ${formatInstant({ instant, locale, timeZone })}.`;
}

async function syncNow({
  session: { client },
  roster,
  note,
  onAsked,
}: {
  session: Session;
  roster: Roster;
  note: HTMLElement;
  onAsked: () => Promise<void>;
}): Promise<void> {
  note.textContent = "Asked for…";
  try {
    await answered(
      client.POST("/v1/rosters/{roster_id}/syncs", { params: { path: { roster_id: roster.id } } }),
    );
    note.textContent = "Asked for; it shows below when it is done.";
    setTimeout(() => void onAsked(), lookAgainAfterMs);
  } catch (error) {
    note.textContent = error instanceof Error ? error.message : "It could not be asked for.";
  }
}

const lookAgainAfterMs = 3_000;

type Run = components["schemas"]["SyncRun"];

function runList({
  session,
  rosterId: roster_id,
  revert,
  onTaken,
}: {
  session: Session;
  rosterId: string;
  /** Where it is shown what taking one back would do. */
  revert: HTMLElement;
  onTaken: () => void;
}): Promise<HTMLElement> {
  const { client, practice } = session;
  return pagedList<Run, Run>({
    read: (cursor) =>
      answered(
        client.GET("/v1/rosters/{roster_id}/runs", {
          params: { path: { roster_id }, query: cursor === undefined ? {} : { cursor } },
        }),
      ),
    toRow: async (run) => run,
    none: "No sync has run yet.",
    columns: [
      ...columns(practice),
      { title: "", cell: (run) => takeBackButton({ session, run, place: revert, onTaken }) },
    ],
  });
}

function columns({ locale, time_zone: timeZone }: Session["practice"]): Column<Run>[] {
  const count = (run: Run, name: string): string =>
    String((run.counts as Record<string, unknown> | null)?.[name] ?? "");
  return [
    {
      title: "Started",
      cell: (run) => formatInstant({ instant: run.started_at, locale, timeZone }),
    },
    { title: "Because of", cell: (run) => inWords(run.trigger) },
    { title: "Outcome", cell: (run) => inWords(hasTaken(run) ? "done" : run.state) },
    { title: "Members", isNumber: true, cell: (run) => count(run, "members") },
    { title: "New", isNumber: true, cell: (run) => count(run, "new") },
    { title: "Changed", isNumber: true, cell: (run) => count(run, "changed") },
    { title: "Held", isNumber: true, cell: (run) => count(run, "held") },
    {
      title: "Cells written",
      isNumber: true,
      cell: (run) => run.cells_written?.toLocaleString(locale) ?? "",
    },
    { title: "Google calls", isNumber: true, cell: (run) => String(run.sheets_calls ?? "") },
    { title: "Why it stopped", cell: (run) => run.reason ?? "" },
  ];
}
