import type { components } from "@rollbook/client";
import { answered } from "../parts/answered.ts";
import { element } from "../parts/element.ts";
import { formatInstant, inWords } from "../parts/format.ts";
import { table } from "../parts/table.ts";
import type { Session } from "../session.ts";
import type { DashboardPage, PageInput } from "./page.ts";

type Roster = components["schemas"]["Roster"];

export const syncs: DashboardPage = { address: "syncs", title: "Sync runs", show };

async function show({ session }: PageInput): Promise<Node[]> {
  const { data: rosters } = await answered(session.client.GET("/v1/rosters"));
  if (rosters.length === 0)
    return [element("p", { class: "quiet" }, ["No spreadsheet is connected as a roster."])];
  return Promise.all(rosters.map((roster) => rosterPart({ session, roster })));
}

async function rosterPart({
  session,
  roster,
}: {
  session: Session;
  roster: Roster;
}): Promise<HTMLElement> {
  const { client, practice } = session;
  const place = element("div");
  const showRuns = async (): Promise<void> => {
    const runs = await answered(
      client.GET("/v1/rosters/{roster_id}/runs", { params: { path: { roster_id: roster.id } } }),
    );
    place.replaceChildren(runTable({ runs: runs.data, practice }));
  };
  const note = element("span", { class: "quiet", role: "status" });
  const button = element("button", { type: "button", class: "button" }, ["Sync now"]);
  button.addEventListener(
    "click",
    () => void syncNow({ session, roster, note, onAsked: showRuns }),
  );
  await showRuns();
  return element("section", {}, [
    element("p", {}, [
      `${inWords(roster.state)}. `,
      element("span", { class: "quiet" }, [
        roster.state_reason ?? `Spreadsheet ${roster.spreadsheet_id}`,
      ]),
    ]),
    element("p", { class: "choices" }, [button, note]),
    place,
  ]);
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

function runTable({
  runs,
  practice,
}: {
  runs: readonly Run[];
  practice: Session["practice"];
}): HTMLElement {
  const { locale, time_zone: timeZone } = practice;
  const count = (run: Run, name: string): string =>
    String((run.counts as Record<string, unknown> | null)?.[name] ?? "");
  return table<Run>({
    rows: runs,
    none: "No sync has run yet.",
    columns: [
      {
        title: "Started",
        cell: (run) => formatInstant({ instant: run.started_at, locale, timeZone }),
      },
      { title: "Because of", cell: (run) => inWords(run.trigger) },
      { title: "Outcome", cell: (run) => inWords(run.state) },
      { title: "Members", isNumber: true, cell: (run) => count(run, "members") },
      { title: "New", isNumber: true, cell: (run) => count(run, "new") },
      { title: "Changed", isNumber: true, cell: (run) => count(run, "changed") },
      { title: "Held", isNumber: true, cell: (run) => count(run, "held") },
      { title: "Cells written", isNumber: true, cell: (run) => String(run.cells_written ?? "") },
      { title: "Google calls", isNumber: true, cell: (run) => String(run.sheets_calls ?? "") },
      { title: "Why it stopped", cell: (run) => run.reason ?? "" },
    ],
  });
}
