import type { components } from "@rollbook/client";
import { answered } from "../parts/answered.ts";
import { element } from "../parts/element.ts";
import { formatDay, formatInstant } from "../parts/format.ts";
import { pagedList } from "../parts/pagedList.ts";
import type { OperatorSession } from "../session.ts";

type Migration = components["schemas"]["PaymentsMigrationsPage"]["data"][number];
type Status = Migration["status"];

const locale = navigator.language;
const statuses = [
  "migrate",
  "queued",
  "in_progress",
  "active",
  "error",
] as const satisfies readonly Status[];

/** The list of all migrations, searched and narrowed. Looking at it is recorded with every practice on it, and it says so. */
export async function migrations(session: OperatorSession): Promise<Node[]> {
  const place = element("div");
  const search = element("input", { type: "search", name: "search", autocomplete: "off" });
  const status = element("select", { name: "status" }, [
    element("option", { value: "" }, ["Any"]),
    ...statuses.map((each) => element("option", { value: each }, [statusWords[each]])),
  ]);
  let asked = 0;
  const show = async (): Promise<void> => {
    asked += 1;
    const own = asked;
    const filters = {
      ...(search.value.trim() === "" ? {} : { search: search.value.trim() }),
      ...(status.value === "" ? {} : { status: status.value as Status }),
    };
    const found = await list({ session, filters });
    // The answer to an earlier search may come after that to a later one.
    if (own === asked) place.replaceChildren(found);
  };
  const form = element("form", { class: "form-box", role: "search" }, [
    element("label", {}, ["Id, name or practice group", search]),
    element("label", {}, ["Status", status]),
    element("button", { type: "submit", class: "button primary" }, ["Search"]),
  ]);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    void show();
  });
  await show();
  return [
    element("p", { class: "notice" }, [
      "Every practice on this page sees in its audit log that you looked at it, and when.",
    ]),
    form,
    place,
  ];
}

const statusWords: Record<Status, string> = {
  migrate: "Migrate (not started)",
  queued: "Queued",
  in_progress: "In progress",
  active: "Active",
  error: "Error",
};

async function list({
  session: { client },
  filters,
}: {
  session: OperatorSession;
  filters: { search?: string; status?: Status };
}): Promise<HTMLElement> {
  return pagedList({
    read: (cursor) =>
      answered(
        client.GET("/v1/operators/payments-migrations", {
          params: {
            query: { limit: 50, ...filters, ...(cursor === undefined ? {} : { cursor }) },
          },
        }),
      ),
    toRow: async (migration: Migration) => migration,
    none: "No migration fits.",
    columns: [
      { title: "Id", cell: ({ id }) => id },
      { title: "Name", cell: ({ name }) => name },
      { title: "Practice group", cell: ({ practice_group }) => practice_group.name },
      {
        title: "Created at",
        cell: ({ created_at }) => formatInstant({ instant: created_at, locale, timeZone: "UTC" }),
      },
      { title: "Created by", cell: ({ created_by }) => created_by },
      { title: "Status", cell: ({ status }) => statusWords[status] },
      {
        title: "Completed on",
        cell: ({ completed_on }) =>
          completed_on === null ? "" : formatDay({ day: completed_on, locale }),
      },
    ],
  });
}
