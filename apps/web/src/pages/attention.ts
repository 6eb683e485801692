import type { components } from "@rollbook/client";
import { answered } from "../parts/answered.ts";
import { element } from "../parts/element.ts";
import { pagedList } from "../parts/pagedList.ts";
import { memberLink, statusMark } from "./members.ts";
import type { DashboardPage, PageInput } from "./page.ts";
import { rosterIssues } from "./rosterIssues.ts";
import { everyRoster } from "./syncs.ts";

type Membership = components["schemas"]["Membership"];

export const attention: DashboardPage = { address: "attention", title: "Needs attention", show };

async function show({ session, names, reopen }: PageInput): Promise<Node[]> {
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
  const rosters = await everyRoster(session);
  const ofRosters = await Promise.all(
    rosters.map(({ id }) => rosterIssues({ session, rosterId: id, onSettled: reopen })),
  );
  return [
    element("h2", {}, ["Memberships"]),
    list,
    element("h2", {}, ["Of the roster"]),
    ...(ofRosters.length === 0 ? [element("p", { class: "quiet" }, [noRoster])] : ofRosters),
  ];
}

const noRoster = "No spreadsheet is connected as a roster.";

const whatToDecide = (membership: Membership): string =>
  membership.open_questions.length > 0
    ? membership.open_questions.join(" ")
    : (membership.parked_reason ?? "");
