import { answered } from "../parts/answered.ts";
import { element } from "../parts/element.ts";
import { formatDay, formatMinor } from "../parts/format.ts";
import { table } from "../parts/table.ts";
import type { DashboardPage, PageInput } from "./page.ts";
import { comingByDay, type ComingDay } from "./comingByDay.ts";

export const overview: DashboardPage = { address: "overview", title: "Overview", show };

async function show({ session }: PageInput): Promise<Node[]> {
  const { client, practice } = session;
  const path = { practice_id: practice.id };
  const seen = await answered(
    client.GET("/v1/practices/{practice_id}/overview", { params: { path } }),
  );
  const { locale, currency } = practice;
  const { coming } = seen;
  const cards = element("div", { class: "cards" }, [
    card("Members", seen.members.toLocaleString(locale)),
    card("Invoices issued", seen.invoices_issued.toLocaleString(locale)),
    card(
      `Invoices coming until ${formatDay({ day: coming.through, locale })}`,
      coming.count.toLocaleString(locale),
      formatMinor({ minor: coming.total_minor, currency, locale }),
    ),
    card(
      "Invoicing",
      practice.is_live ? "Live" : "Not live yet",
      `Today is ${formatDay({ day: seen.today, locale })}`,
    ),
  ]);
  return [
    cards,
    element("h2", {}, ["Members by status"]),
    statusBars(seen.by_status),
    element("h2", {}, ["What comes next"]),
    await comingTable({ session, through: coming.through }),
  ];
}

const card = (label: string, value: string, note = ""): HTMLElement =>
  element("div", { class: "card" }, [
    element("span", { class: "label" }, [label]),
    element("strong", {}, [value]),
    element("span", { class: "quiet" }, [note]),
  ]);

function statusBars(byStatus: Record<string, number>): HTMLElement {
  const largest = Math.max(1, ...Object.values(byStatus));
  const bars = Object.entries(byStatus).map(([status, count]) => {
    const bar = element("span", { class: "fill", "data-status": status });
    bar.style.width = `${(count / largest) * 100}%`;
    return element("a", { class: "bar", href: `#members?status=${encodeURIComponent(status)}` }, [
      element("span", { class: "name" }, [status]),
      element("span", { class: "track" }, [bar]),
      element("span", { class: "count" }, [String(count)]),
    ]);
  });
  return element("div", { class: "bars" }, bars);
}

async function comingTable({
  session: { client, practice },
  through,
}: {
  session: PageInput["session"];
  through: string;
}): Promise<HTMLElement> {
  const { locale } = practice;
  const preview = await answered(client.POST("/v1/preview/invoices", { body: { through } }));
  const days = comingByDay(preview.invoices);
  const largestMinor = Math.max(1, ...days.map(({ totalMinor }) => totalMinor));
  return table<ComingDay>({
    rows: days,
    none: "Nothing is due in this time.",
    isNarrow: true,
    columns: [
      { title: "Charge day", cell: ({ day }) => formatDay({ day, locale }) },
      { title: "", cell: ({ totalMinor }) => dayBar(totalMinor / largestMinor) },
      { title: "Invoices", isNumber: true, cell: ({ count }) => String(count) },
      {
        title: "Total",
        isNumber: true,
        cell: ({ totalMinor, currency }) => formatMinor({ minor: totalMinor, currency, locale }),
      },
    ],
  });
}

/** How much of a month's money comes on one day, beside the others; the figures stand in the same row. */
function dayBar(share: number): HTMLElement {
  const fill = element("span", { class: "fill" });
  fill.style.width = `${Math.max(0, share) * 100}%`;
  return element("span", { class: "day-bar", "aria-hidden": "true" }, [fill]);
}
