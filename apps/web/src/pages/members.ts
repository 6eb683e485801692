import type { components } from "@rollbook/client";
import { answered } from "../parts/answered.ts";
import { element } from "../parts/element.ts";
import { formatDay, formatInterval } from "../parts/format.ts";
import type { Names } from "../parts/names.ts";
import { pagedList } from "../parts/pagedList.ts";
import type { Session } from "../session.ts";
import type { DashboardPage, PageInput } from "./page.ts";

type Membership = components["schemas"]["Membership"];
type Status = Membership["status"];

export const members: DashboardPage = { address: "members", title: "Members", show };

const statuses = [
  "Pending",
  "Deferred",
  "Active",
  "Paused",
  "Inactive",
  "Archived",
] as const satisfies readonly Status[];

async function show({ session, names, query }: PageInput): Promise<Node[]> {
  const { client, practice } = session;
  const status = statuses.find((each) => each === query.get("status"));
  const search = query.get("name") ?? "";
  const { locale } = practice;
  const list = await pagedList({
    read: (cursor) =>
      search === ""
        ? answered(
            client.GET("/v1/memberships", {
              params: {
                query: {
                  limit: 50,
                  ...(status === undefined ? {} : { status }),
                  ...(cursor === undefined ? {} : { cursor }),
                },
              },
            }),
          )
        : membersNamed({ session, search, cursor }),
    toRow: (membership) => toRow({ membership, names }),
    none: search === "" ? "No member has this status." : "No member has this name.",
    columns: [
      { title: "Member", cell: ({ member, membership }) => memberLink(member, membership.id) },
      {
        title: "Plan",
        cell: ({ plan, membership }) => `${plan}, ${formatInterval(membership.interval)}`,
      },
      { title: "Status", cell: ({ membership }) => statusMark(membership.status) },
      { title: "Billing from", cell: ({ membership }) => day(membership.bill_from, locale) },
      { title: "Next invoice", cell: ({ membership }) => day(membership.next_invoice_on, locale) },
      { title: "Payer", cell: ({ payer }) => payer },
      {
        title: "Open",
        cell: ({ membership }) => membership.open_questions[0] ?? membership.parked_reason ?? "",
      },
    ],
  });
  const isEverybody = status === undefined && search === "";
  return [searchForm(search), statusLinks(status, isEverybody), list];
}

/** The memberships of the patients whose name holds the text, a page of patients at a time. */
async function membersNamed({
  session: { client },
  search,
  cursor,
}: {
  session: Session;
  search: string;
  cursor: string | undefined;
}): Promise<{ data: Membership[]; next_cursor: string | null }> {
  const patients = await answered(
    client.GET("/v1/patients", {
      params: { query: { limit: 20, search, ...(cursor === undefined ? {} : { cursor }) } },
    }),
  );
  const theirs = await Promise.all(
    patients.data.map(({ id }) =>
      answered(
        client.GET("/v1/memberships", { params: { query: { limit: 100, patient_id: id } } }),
      ),
    ),
  );
  return { data: theirs.flatMap(({ data }) => data), next_cursor: patients.next_cursor };
}

function searchForm(search: string): HTMLElement {
  const name = element("input", {
    type: "search",
    name: "name",
    autocomplete: "off",
    value: search,
  });
  const form = element("form", { class: "form-box", role: "search" }, [
    element("label", {}, ["Name", name]),
    element("button", { type: "submit", class: "button" }, ["Search"]),
  ]);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const wanted = name.value.trim();
    location.hash = wanted === "" ? "#members" : `#members?name=${encodeURIComponent(wanted)}`;
  });
  return form;
}

interface MemberRow {
  membership: Membership;
  member: string;
  plan: string;
  payer: string;
}

async function toRow({
  membership,
  names,
}: {
  membership: Membership;
  names: Names;
}): Promise<MemberRow> {
  const [member, plan, payer] = await Promise.all([
    names.patient(membership.patient_id),
    names.plan(membership.plan_id),
    names.payer(membership.payer),
  ]);
  return { membership, member, plan, payer };
}

/** A member's name, which opens the member's own page. */
export const memberLink = (name: string, membershipId: string): HTMLElement =>
  element("a", { href: `#member?id=${encodeURIComponent(membershipId)}` }, [name]);

export const statusMark = (status: string): HTMLElement =>
  element("span", { class: "mark", "data-status": status }, [status]);

const day = (value: string | null | undefined, locale: string): string =>
  value === null || value === undefined ? "" : formatDay({ day: value, locale });

function statusLinks(chosen: Status | undefined, isEverybody: boolean): HTMLElement {
  const link = (label: string, href: string, isChosen: boolean): HTMLElement =>
    element("a", { href, class: isChosen ? "chosen" : "" }, [label]);
  return element("p", { class: "choices" }, [
    link("All", "#members", isEverybody),
    ...statuses.map((status) => link(status, `#members?status=${status}`, status === chosen)),
  ]);
}
