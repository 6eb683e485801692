import { answered } from "../parts/answered.ts";
import { element } from "../parts/element.ts";
import { formatDay, formatMinor } from "../parts/format.ts";
import { table } from "../parts/table.ts";
import type { DashboardPage, PageInput } from "./page.ts";
import { everyRoster } from "./syncs.ts";
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
    card({ label: "Members", value: seen.members.toLocaleString(locale), href: "#members" }),
    await attentionCard(session),
    card({
      label: "Invoices issued",
      value: seen.invoices_issued.toLocaleString(locale),
      href: "#invoices",
    }),
    card({
      label: `Invoices coming until ${formatDay({ day: coming.through, locale })}`,
      value: coming.count.toLocaleString(locale),
      note: formatMinor({ minor: coming.total_minor, currency, locale }),
    }),
    card({
      label: "Invoicing",
      value: practice.is_live ? "Live" : "Not live yet",
      note: practice.is_live
        ? `Today is ${formatDay({ day: seen.today, locale })}`
        : "No invoice is issued before the proof under Moving here is accepted.",
      ...(practice.is_live ? {} : { href: "#moving" }),
    }),
  ]);
  return [
    cards,
    element("h2", {}, ["Members by status"]),
    statusBars(seen.by_status),
    element("h2", {}, ["What comes next"]),
    await comingTable({ session, through: coming.through }),
  ];
}

interface Card {
  label: string;
  value: string;
  note?: string;
  /** The page that shows what is counted. */
  href?: string;
}

function card({ label, value, note = "", href }: Card): HTMLElement {
  const parts = [
    element("span", { class: "label" }, [label]),
    element("strong", {}, [value]),
    element("span", { class: "quiet" }, [note]),
  ];
  return href === undefined
    ? element("div", { class: "card" }, parts)
    : element("a", { class: "card", href }, parts);
}

const mostCounted = 100;

/** What of the rosters waits for a person: the first thing to look at in the morning. */
async function attentionCard(session: PageInput["session"]): Promise<HTMLElement> {
  const rosters = await everyRoster(session);
  const pages = await Promise.all(
    rosters.map(({ id }) =>
      answered(
        session.client.GET("/v1/rosters/{roster_id}/issues", {
          params: { path: { roster_id: id }, query: { limit: mostCounted } },
        }),
      ),
    ),
  );
  const waiting = pages
    .flatMap(({ data }) => data)
    .filter((issue) => issue.kind !== "remark" && !issue.is_decided).length;
  const isMore = pages.some(({ next_cursor }) => next_cursor !== null);
  return card({
    label: "Needs attention",
    value: `${waiting.toLocaleString(session.practice.locale)}${isMore ? "+" : ""}`,
    note: waiting === 0 ? "Nothing of the roster waits." : "Rows and questions of the roster",
    href: "#attention",
  });
}

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
