import type { components } from "@rollbook/client";
import { answered } from "../parts/answered.ts";
import { element } from "../parts/element.ts";
import { formatInstant, inWords } from "../parts/format.ts";
import { pagedList } from "../parts/pagedList.ts";
import type { DashboardPage, PageInput } from "./page.ts";

type AuditEvent = components["schemas"]["AuditEvent"];

export const auditLog: DashboardPage = {
  address: "audit",
  title: "Audit log",
  permission: "audit.read",
  show,
};

async function show({ session, query }: PageInput): Promise<Node[]> {
  const { client, practice } = session;
  const { locale, time_zone: timeZone } = practice;
  const about = query.get("about");
  const list = await pagedList({
    read: (cursor) =>
      answered(
        client.GET("/v1/audit-events", {
          params: {
            query: {
              limit: 50,
              order: "newest_first",
              ...(about === null ? {} : { entity_id: about }),
              ...(cursor === undefined ? {} : { cursor }),
            },
          },
        }),
      ),
    toRow: async (event: AuditEvent) => event,
    none: "Nothing has been recorded.",
    columns: [
      { title: "When", cell: ({ at }) => formatInstant({ instant: at, locale, timeZone }) },
      { title: "Who", cell: whoActed },
      { title: "What", cell: ({ action }) => whatWasDone(action) },
      {
        title: "About",
        cell: ({ entity_id }) =>
          entity_id === null
            ? ""
            : element("a", { href: `#audit?about=${encodeURIComponent(entity_id)}` }, [entity_id]),
      },
    ],
  });
  const whole = element("a", { href: "#audit" }, ["Show everything"]);
  return [
    element("p", { class: "quiet" }, [
      "Every look at patients' data and every change, newest first. Looking at this page is recorded too.",
    ]),
    ...(about === null ? [] : [element("p", {}, [`Only about ${about}. `, whole])]),
    list,
  ];
}

const whatWasDone = (action: string): string =>
  inWords(action.replaceAll(".", ": ")).replace(/^Api key/, "API key");

const kinds: Record<string, string> = {
  system: "Rollbook itself",
  sync: "The sync",
  operator: "An operator",
  api_key: "API key",
};

function whoActed({ actor_kind, actor_name, actor_id }: AuditEvent): string {
  if (actor_kind === "user") return actor_name ?? actor_id;
  const kind = kinds[actor_kind] ?? actor_kind;
  return actor_name === null ? kind : `${kind}: ${actor_name}`;
}
