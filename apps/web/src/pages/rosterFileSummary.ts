import { element } from "../parts/element.ts";
import { formatDay, formatMinor } from "../parts/format.ts";
import { table } from "../parts/table.ts";
import type { FileImport, Preview, ReportedRow } from "./rosterFileCalls.ts";

type Shown = { preview: Preview; locale: string; currency: string; confirm: () => void };

const people = (count: number): string => `${count} ${count === 1 ? "person" : "people"}`;

/** How many are taken, who waits and why, and what would be charged when; then the button that takes them over. */
export function summary(shown: Shown): Node[] {
  const { preview, confirm } = shown;
  const { counts, skipped, questions, is_mapping_kept: isKept } = preview.answer;
  const taken = (counts["ok"] ?? 0) + (counts["warn"] ?? 0);
  const held = (counts["error"] ?? 0) + (counts["needs_choice"] ?? 0);
  const present = skipped["present"] ?? 0;
  const isBlocked = questions.some(({ is_blocking }) => is_blocking);
  const button = element("button", { type: "button", class: "button primary" }, [
    `Take over ${people(taken)}`,
  ]);
  button.disabled = isBlocked || taken === 0;
  button.addEventListener("click", confirm);
  return [
    element("h2", {}, ["What it would become"]),
    element("p", {}, [
      [
        `${people(taken)} would be added.`,
        ...(held === 0 ? [] : [`${held} ${held === 1 ? "row is" : "rows are"} held.`]),
        ...(present === 0 ? [] : [`${present} are patients here already and stay as they are.`]),
        ...(isKept ? ["Columns and answers of your last file with these headers are used."] : []),
      ].join(" "),
    ]),
    element("p", { class: "choices" }, [button, ...blockedNote(isBlocked)]),
    ...charges(shown),
    ...heldRows(preview.report.rows),
  ];
}

const blockedNote = (isBlocked: boolean): Node[] =>
  isBlocked
    ? [element("span", { class: "quiet" }, ["A question below must be answered first."])]
    : [];

function charges({ preview, locale, currency }: Shown): Node[] {
  const totals = preview.answer.totals_by_date;
  if (totals.length === 0) return [];
  return [
    element("h2", {}, ["First invoices"]),
    element("p", { class: "quiet" }, [
      "They are issued by the daily billing run once the practice is live, not by this file.",
    ]),
    table<(typeof totals)[number]>({
      rows: totals.slice(0, 12),
      none: "Nobody is billed.",
      columns: [
        { title: "On", cell: ({ date }) => formatDay({ day: date, locale }) },
        { title: "Members", isNumber: true, cell: ({ members }) => String(members) },
        {
          title: "Together",
          isNumber: true,
          cell: ({ total_minor: minor }) => formatMinor({ minor, currency, locale }),
        },
      ],
    }),
    ...(totals.length > 12
      ? [element("p", { class: "quiet" }, [`And ${totals.length - 12} later days.`])]
      : []),
  ];
}

const isHeld = ({ outcome }: ReportedRow): boolean =>
  outcome === "error" || outcome === "needs_choice";

function heldRows(rows: readonly ReportedRow[]): Node[] {
  const held = rows.filter(isHeld);
  if (held.length === 0) return [];
  return [
    element("h2", {}, ["Held, and why"]),
    table<ReportedRow>({
      rows: held.slice(0, 100),
      none: "None.",
      columns: [
        { title: "Row", isNumber: true, cell: ({ record }) => String(record) },
        { title: "Who", cell: ({ values }) => nameOf(values) },
        { title: "Why", cell: reasonOf },
      ],
    }),
    ...(held.length > 100
      ? [element("p", { class: "quiet" }, [`And ${held.length - 100} more.`])]
      : []),
  ];
}

function reasonOf({ issues }: ReportedRow): string {
  const errors = issues.filter(({ level }) => level === "error");
  return errors.length === 0
    ? "A question must be answered first."
    : errors.map(({ message }) => message).join(" ");
}

function nameOf(values: ReportedRow["values"]): string {
  const parts = [values["full_name"] ?? [values["first_name"], values["last_name"]]].flat();
  return parts.filter((part) => typeof part === "string").join(" ");
}

export function imported(done: FileImport): Node[] {
  const { people: added, memberships, held, present } = done;
  return [
    element("p", { class: "notice", role: "status" }, [
      `${people(added)} and ${memberships} ${memberships === 1 ? "membership" : "memberships"} were taken over.`,
      ...(held === 0
        ? []
        : [
            ` ${held === 1 ? "1 row was" : `${held} rows were`} held: put right what is wrong in the file and choose it again; nobody is added twice.`,
          ]),
      ...(present === 0 ? [] : [` ${present} were here already.`]),
    ]),
    element("p", {}, [element("a", { href: "#members" }, ["Show the members"])]),
  ];
}
