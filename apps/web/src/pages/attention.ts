import type { components } from "@rollbook/client";
import { answered } from "../parts/answered.ts";
import { element } from "../parts/element.ts";
import { pagedList } from "../parts/pagedList.ts";
import { table } from "../parts/table.ts";
import type { Session } from "../session.ts";
import { memberLink, statusMark } from "./members.ts";
import type { DashboardPage, PageInput } from "./page.ts";

type Membership = components["schemas"]["Membership"];

export const attention: DashboardPage = { address: "attention", title: "Needs attention", show };

async function show({ session, names }: PageInput): Promise<Node[]> {
  const list = await pagedList({
    read: (cursor) =>
      answered(
        session.client.GET("/v1/memberships", {
          params: {
            query: {
              limit: 50,
              needs_attention: true,
              ...(cursor === undefined ? {} : { cursor }),
            },
          },
        }),
      ),
    toRow: async (membership: Membership) => ({
      membership,
      member: await names.patient(membership.patient_id),
    }),
    none: "No membership needs a decision.",
    columns: [
      { title: "Member", cell: ({ member, membership }) => memberLink(member, membership.id) },
      { title: "Status", cell: ({ membership }) => statusMark(membership.status) },
      { title: "What to decide", cell: ({ membership }) => whatToDecide(membership) },
    ],
  });
  const { rowCount, questions } = await readLastSyncs(session);
  return [
    element("h2", {}, ["Memberships"]),
    list,
    element("h2", {}, ["Rows of the roster"]),
    element("p", {}, [rowSentence(rowCount)]),
    element("h2", {}, ["Questions of the last sync"]),
    questionTable(questions),
  ];
}

const rowSentence = (count: number): string =>
  count === 0
    ? "No row needs attention."
    : `${count} ${count === 1 ? "row needs" : "rows need"} attention. The spreadsheet says in each row what to do, and lists them in its tab Issues.`;

const whatToDecide = (membership: Membership): string =>
  membership.open_questions.length > 0
    ? membership.open_questions.join(" ")
    : (membership.parked_reason ?? "");

interface Question {
  message: string;
  isBlocking?: boolean;
}

async function readLastSyncs({
  client,
}: Session): Promise<{ rowCount: number; questions: Question[] }> {
  const { data: rosters } = await answered(client.GET("/v1/rosters"));
  const questions: Question[] = [];
  let rowCount = 0;
  for (const { id: roster_id } of rosters) {
    const runs = await answered(
      client.GET("/v1/rosters/{roster_id}/runs", { params: { path: { roster_id } } }),
    );
    const last = runs.data.find((run) => run.finished_at !== null);
    questions.push(...((last?.questions ?? []) as unknown as Question[]));
    const counts = (last?.counts ?? {}) as Record<string, unknown>;
    rowCount += Number(counts["needAttention"] ?? 0);
  }
  return { rowCount, questions };
}

const questionTable = (questions: readonly Question[]): HTMLElement =>
  table({
    rows: questions,
    none: "The last sync had no question.",
    columns: [
      { title: "Question", cell: ({ message }) => message },
      {
        title: "",
        cell: ({ isBlocking }) => (isBlocking === true ? "The sync waits for an answer" : ""),
      },
    ],
  });
