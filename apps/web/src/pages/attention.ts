import type { components } from "@rollbook/client";
import { answered } from "../parts/answered.ts";
import { element } from "../parts/element.ts";
import { pagedList } from "../parts/pagedList.ts";
import { table } from "../parts/table.ts";
import type { Session } from "../session.ts";
import { statusMark } from "./members.ts";
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
      { title: "Member", cell: ({ member }) => member },
      { title: "Status", cell: ({ membership }) => statusMark(membership.status) },
      { title: "What to decide", cell: ({ membership }) => whatToDecide(membership) },
    ],
  });
  return [
    element("h2", {}, ["Memberships"]),
    list,
    element("h2", {}, ["Questions of the last sync"]),
    await lastQuestions(session),
  ];
}

const whatToDecide = (membership: Membership): string =>
  membership.open_questions.length > 0
    ? membership.open_questions.join(" ")
    : (membership.parked_reason ?? "");

interface Question {
  message: string;
  isBlocking?: boolean;
}

async function lastQuestions({ client }: Session): Promise<HTMLElement> {
  const { data: rosters } = await answered(client.GET("/v1/rosters"));
  const questions: Question[] = [];
  for (const { id: roster_id } of rosters) {
    const runs = await answered(
      client.GET("/v1/rosters/{roster_id}/runs", { params: { path: { roster_id } } }),
    );
    questions.push(...((runs.data[0]?.questions ?? []) as unknown as Question[]));
  }
  return table({
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
}
