import type { components } from "@rollbook/client";
import { answered } from "../parts/answered.ts";
import { downloadButton } from "../parts/downloadButton.ts";
import { element } from "../parts/element.ts";
import { formatMinor } from "../parts/format.ts";
import { table, type Column } from "../parts/table.ts";
import type { Session } from "../session.ts";
import type { PageInput } from "./page.ts";

type Forecast = components["schemas"]["CutOverForecast"];
type Comparison = components["schemas"]["CutOverComparison"];

/** What each member will be charged in 13 months, to be laid beside the old system's export. */
export async function comingMonths({ session }: PageInput): Promise<Node[]> {
  const { client } = session;
  const forecast = await answered(client.GET("/v1/cut-over/forecast"));
  const note = element("p", { class: "problem", role: "alert" });
  const download = downloadButton({
    label: "Download CSV",
    fileName: "cut-over-forecast.csv",
    read: async () =>
      (await answered(
        client.GET("/v1/cut-over/forecast.csv", { parseAs: "blob" }),
      )) as unknown as Blob,
    onProblem: (sentence) => {
      note.textContent = sentence;
    },
  });
  return [
    comparing(session),
    element("h2", {}, ["What will be charged here"]),
    element("p", { class: "choices" }, [download]),
    note,
    monthTable({ session, forecast }),
  ];
}

const monthName = (month: string, locale: string): string =>
  new Intl.DateTimeFormat(locale, { month: "short", year: "2-digit", timeZone: "UTC" }).format(
    new Date(`${month}-01T00:00:00Z`),
  );

interface MonthRow {
  name: string;
  currency: string;
  amounts: ReadonlyMap<string, number>;
}

function monthTable({ session, forecast }: { session: Session; forecast: Forecast }): HTMLElement {
  const { locale } = session.practice;
  const byMember = Map.groupBy(
    forecast.rows,
    ({ membership_id, currency }) => `${membership_id} ${currency}`,
  );
  const sumsOf = (rows: Forecast["rows"]): Map<string, number> => {
    const sums = new Map<string, number>();
    for (const { month, amount_minor } of rows)
      sums.set(month, (sums.get(month) ?? 0) + amount_minor);
    return sums;
  };
  const members = [...byMember.values()].map((rows): MonthRow => {
    const [first] = rows;
    return { name: first?.name ?? "", currency: first?.currency ?? "", amounts: sumsOf(rows) };
  });
  const byCurrency = Map.groupBy(forecast.rows, ({ currency }) => currency);
  const totals = [...byCurrency].map(([currency, rows]): MonthRow => ({
    name: "All members",
    currency,
    amounts: sumsOf(rows),
  }));
  const column = (month: string): Column<MonthRow> => ({
    title: monthName(month, locale),
    isNumber: true,
    cell: ({ amounts, currency }) => {
      const minor = amounts.get(month);
      return minor === undefined ? "" : formatMinor({ minor, currency, locale });
    },
  });
  const made = table<MonthRow>({
    rows: [...totals, ...members.toSorted((one, other) => one.name.localeCompare(other.name))],
    none: "Nobody will be charged in these months.",
    columns: [{ title: "Member", cell: ({ name }) => name }, ...forecast.months.map(column)],
  });
  made.classList.add("months");
  return made;
}

/** The upload of the old system's export, and what differs. */
function comparing(session: Session): HTMLElement {
  const file = element("input", { type: "file", name: "file", accept: ".csv,.xlsx", required: "" });
  const note = element("p", { class: "problem", role: "alert" });
  const button = element("button", { type: "submit", class: "button primary" }, ["Compare"]);
  const place = element("div", { "aria-live": "polite" });
  const form = element("form", { class: "form-box", "aria-label": "Compare" }, [
    element("label", {}, ["The old system's export (CSV or XLSX)", file]),
    button,
  ]);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const [chosen] = file.files ?? [];
    if (chosen === undefined) return;
    note.textContent = "";
    button.disabled = true;
    compare({ session, file: chosen })
      .then((comparison) => place.replaceChildren(...differences({ session, comparison })))
      .catch((error: unknown) => {
        note.textContent = error instanceof Error ? error.message : "It could not be compared.";
      })
      .finally(() => {
        button.disabled = false;
      });
  });
  return element("section", {}, [
    element("h2", {}, ["Compare with the old system"]),
    element("p", { class: "quiet" }, [
      "A column with the member (name, id or e-mail) and either month and amount, or one column for each month. The file is not kept.",
    ]),
    form,
    note,
    place,
  ]);
}

const csv = "text/csv";
const xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

function compare({ session, file }: { session: Session; file: File }): Promise<Comparison> {
  const isXlsx = file.name.toLowerCase().endsWith(".xlsx");
  return answered(
    session.client.POST("/v1/cut-over/compare", {
      params: { query: { file_name: file.name } },
      headers: { "content-type": isXlsx ? xlsx : csv },
      body: "",
      bodySerializer: () => file,
    }),
  );
}

function differences({
  session: { practice },
  comparison,
}: {
  session: Session;
  comparison: Comparison;
}): Node[] {
  const { locale } = practice;
  const { equal, differences: found, problems, totals } = comparison;
  const money = (minor: number, currency: string) => formatMinor({ minor, currency, locale });
  const count = found.length === 1 ? "1 amount differs" : `${found.length} amounts differ`;
  const same = equal === 1 ? "1 amount is equal" : `${equal} amounts are equal`;
  type Compared = { there_minor: number; here_minor: number; currency: string; month: string };
  const amounts: readonly Column<Compared>[] = [
    { title: "Month", cell: ({ month }) => monthName(month, locale) },
    { title: "There", isNumber: true, cell: (row) => money(row.there_minor, row.currency) },
    { title: "Here", isNumber: true, cell: (row) => money(row.here_minor, row.currency) },
    {
      title: "Difference",
      isNumber: true,
      cell: (row) => money(row.here_minor - row.there_minor, row.currency),
    },
  ];
  return [
    element("p", { class: found.length === 0 ? "notice" : "question" }, [`${same}, ${count}.`]),
    ...(problems.length === 0
      ? []
      : [
          element("h3", {}, ["Rows that could not be read"]),
          table({
            rows: problems,
            none: "",
            columns: [
              { title: "Row", cell: ({ record }) => String(record) },
              { title: "What is wrong", cell: ({ message }) => message },
            ],
          }),
        ]),
    element("h3", {}, ["Differences"]),
    table({
      rows: found,
      none: "No amount differs.",
      columns: [
        {
          title: "Member",
          cell: ({ membership_id, name }) =>
            membership_id === null
              ? `${name} (not known here)`
              : element("a", { href: `#member?id=${encodeURIComponent(membership_id)}` }, [name]),
        },
        ...amounts,
      ],
    }),
    element("h3", {}, ["Each month"]),
    table({ rows: totals, none: "No month has an amount.", columns: amounts }),
  ];
}
