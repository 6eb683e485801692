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
            : element(
                "a",
                { href: `#audit?about=${encodeURIComponent(entity_id)}`, title: entity_id },
                [thingOf(entity_id)],
              ),
      },
    ],
  });
  const whole = element("a", { href: "#audit" }, ["Show everything"]);
  return [
    element("p", { class: "quiet" }, [
      "Every look at patients' data and every change, newest first. Looking at this page is recorded too.",
    ]),
    ...(about === null ? [] : [element("p", {}, [`Only about this one: ${about}. `, whole])]),
    list,
  ];
}

const things: Record<string, string> = {
  apt: "Appointment type",
  emp: "Employer",
  hou: "Household",
  inv: "Invoice",
  key: "API key",
  mem: "Membership",
  pat: "Patient",
  pay: "Payment",
  mig: "Payments migration",
  pln: "Plan",
  pra: "Practice",
  prp: "Price proposal",
  ros: "Roster",
  syn: "Sync",
  usr: "Person",
  whk: "Webhook",
};

/** The kind of thing and the end of its id, by which two of a kind are told apart. */
const thingOf = (id: string): string => {
  const kind = things[id.slice(0, id.indexOf("_"))];
  return kind === undefined ? id : `${kind} …${id.slice(-5)}`;
};

const looks: Record<string, string> = { get: "looked at", list: "looked through" };

/** "patient.get" as "Patient: looked at". */
function whatWasDone(action: string): string {
  const [entity = "", ...verb] = action.split(".");
  const done = verb.join(" ");
  const said = looks[done] ?? done.replace(/^list_/, "looked through ").replaceAll("_", " ");
  return `${inWords(entity).replace(/^Api key/, "API key")}: ${said}`;
}

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
