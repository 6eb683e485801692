import { placeDays, type CoverageBand } from "./coverage.ts";
import { element } from "./element.ts";
import { formatDay } from "./format.ts";

const told = {
  there: "Covered by the old platform",
  gap: "Billed by nobody",
  overlap: "Billed twice",
  issued: "Invoiced here",
  coming: "To be invoiced here",
  here: "Billed here",
  paused: "Paused",
  excused: "Paused or waived",
} as const satisfies Record<CoverageBand["kind"], string>;

/** Bands of days on one line, with today and the first of each month; every band says its days to those who point at it. */
export function coveragePicture({
  bands,
  from,
  through,
  today,
  locale,
  hasLegend = true,
}: {
  bands: readonly CoverageBand[];
  from: string;
  through: string;
  today: string;
  locale: string;
  hasLegend?: boolean;
}): HTMLElement {
  const inWords = ({ kind, start, end }: CoverageBand): string =>
    `${told[kind]}: ${formatDay({ day: start, locale })} to ${formatDay({ day: end, locale })}`;
  const placed = (part: HTMLElement, start: string, end: string): HTMLElement => {
    const { left, width } = placeDays({ days: { start, end }, from, through });
    part.style.left = `${left * 100}%`;
    part.style.width = `${width * 100}%`;
    return part;
  };
  const shown = bands.filter((band) => band.end >= from && band.start <= through);
  const line = element("div", { class: "coverage", role: "img", "aria-label": sentence(shown) }, [
    ...shown.map((band) =>
      placed(
        element("span", { class: "band", "data-kind": band.kind, title: inWords(band) }),
        band.start,
        band.end,
      ),
    ),
    ...monthStarts({ from, through }).map((day) =>
      placed(element("span", { class: "month" }, [monthName({ day, locale })]), day, through),
    ),
    placed(element("span", { class: "today", title: "Today" }), today, today),
  ]);
  if (!hasLegend) return element("figure", {}, [line]);
  return element("figure", {}, [line, coverageLegend(shown.map(({ kind }) => kind))]);

  function sentence(all: readonly CoverageBand[]): string {
    return all.map(inWords).join("; ");
  }
}

/** What the bands' looks mean, each kind once. */
export function coverageLegend(
  kinds: readonly CoverageBand["kind"][],
): HTMLElementTagNameMap["figcaption"] {
  const legend = [...new Set(kinds)].map((kind) =>
    element("span", { class: "legend" }, [
      element("span", { class: "band", "data-kind": kind }),
      told[kind],
    ]),
  );
  return element("figcaption", { class: "quiet" }, legend);
}

function monthStarts({ from, through }: { from: string; through: string }): string[] {
  const first = new Date(Date.UTC(Number(from.slice(0, 4)), Number(from.slice(5, 7)) - 1, 1));
  const starts: string[] = [];
  for (let step = 0; step <= 24; step += 1) {
    const day = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + step, 1))
      .toISOString()
      .slice(0, 10);
    if (day >= from && day <= through) starts.push(day);
  }
  return starts;
}

const monthName = ({ day, locale }: { day: string; locale: string }): string =>
  new Intl.DateTimeFormat(locale, { month: "short", timeZone: "UTC" }).format(
    new Date(`${day}T00:00:00Z`),
  );
