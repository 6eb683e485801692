import type { components } from "@rollbook/client";
import { answered } from "../parts/answered.ts";
import { element } from "../parts/element.ts";
import { dayOrText } from "../parts/format.ts";
import { fieldInWords } from "../parts/rosterValue.ts";
import { rowButton } from "../parts/rowButton.ts";
import { may, type Session } from "../session.ts";
import { memberLink } from "./members.ts";
import { sheetAnswers, type SheetAnswer } from "./rosterAnswers.ts";

export type RosterIssue = components["schemas"]["RosterIssue"];
type Kind = RosterIssue["kind"];

const titles: Record<Kind, string> = {
  stopped: "The sync stops here",
  file_question: "A question about the whole file",
  paused_column: "A column is paused",
  moved_rows: "Rows beside the ID of somebody else",
  price_proposal: "A new price",
  conflict: "Changed on both sides",
  unwritable_value: "Cannot be typed into the sheet",
  row_gone: "The row is gone",
  held_row: "The row is held",
  refused_edit: "The edit is not allowed",
  open_question: "Billing waits for an answer",
  remark: "Remark",
};

const filters: readonly (readonly [Kind | undefined, string])[] = [
  [undefined, "Everything"],
  ["held_row", "Held rows"],
  ["conflict", "Changed on both sides"],
  ["open_question", "Questions"],
  ["row_gone", "Rows gone"],
  ["remark", "Remarks"],
];

/** Whatever of a roster waits for a person, each with what settles it, and more when asked for. */
export async function rosterIssues(input: {
  session: Session;
  rosterId: string;
  /** After somebody settled one. */
  onSettled: () => void;
}): Promise<HTMLElement> {
  const { session, rosterId } = input;
  const note = element("p", { class: "problem", role: "alert" });
  const list = element("ol", { class: "issues" });
  const more = element("button", { type: "button", class: "button" }, ["Show more"]);
  let kind: Kind | undefined;
  let cursor: string | undefined;
  const answers = await sheetAnswers(input);
  let asked = 0;
  const read = async (isMore: boolean): Promise<void> => {
    asked += 1;
    const own = asked;
    const page = await answered(
      session.client.GET("/v1/rosters/{roster_id}/issues", {
        params: {
          path: { roster_id: rosterId },
          query: {
            limit: 50,
            ...(kind === undefined ? {} : { kind }),
            ...(isMore && cursor !== undefined ? { cursor } : {}),
          },
        },
      }),
    );
    if (own !== asked) return;
    cursor = page.next_cursor ?? undefined;
    const items = page.data.map((issue) => issueItem({ ...input, issue, answers, note }));
    if (isMore) list.append(...items);
    else list.replaceChildren(...(items.length === 0 ? [nothing(kind)] : items));
    more.hidden = cursor === undefined;
  };
  more.addEventListener("click", () => void read(true));
  await read(false);
  const chips = choices((chosen) => {
    kind = chosen;
    void read(false);
  });
  return element("div", {}, [chips, note, list, more]);
}

const nothing = (kind: Kind | undefined): HTMLElement =>
  element("li", { class: "quiet" }, [
    kind === undefined ? "Nothing waits for anybody." : "None of this kind.",
  ]);

function choices(choose: (kind: Kind | undefined) => void): HTMLElement {
  const buttons = filters.map(([kind, text], at) => {
    const button = element("button", { type: "button", "aria-pressed": String(at === 0) }, [text]);
    button.addEventListener("click", () => {
      for (const other of buttons) other.setAttribute("aria-pressed", String(other === button));
      choose(kind);
    });
    return button;
  });
  return element("p", { class: "choices", role: "group", "aria-label": "Which to show" }, buttons);
}

function issueItem(input: {
  session: Session;
  issue: RosterIssue;
  answers: ReadonlyMap<string, readonly SheetAnswer[]>;
  note: HTMLElement;
  onSettled: () => void;
}): HTMLElement {
  const { issue } = input;
  return element("li", { class: "issue", "data-kind": issue.kind }, [
    element("p", { class: "issue-head" }, [
      element("span", { class: "mark" }, [titles[issue.kind]]),
      ...(issue.row_number === null ? [] : [element("strong", {}, [`Row ${issue.row_number}`])]),
      ...whose(issue),
      ...whichColumn(issue),
    ]),
    ...values(issue, input.session.practice.locale),
    element("p", {}, [issue.message]),
    ...waysOut(input),
  ]);
}

function whose({ member, membership_id: id }: RosterIssue): Node[] {
  if (member === null) return [];
  return [id === null ? element("span", {}, [member]) : memberLink(member, id)];
}

function whichColumn({ column, field }: RosterIssue): Node[] {
  const name = column ?? (field === null ? null : fieldInWords(field));
  return name === null ? [] : [element("span", { class: "quiet" }, [name])];
}

/** What was typed, and beside it what Rollbook has where the two are to be compared. */
function values(
  { sheet_value: typed, stored_value: stored, kind }: RosterIssue,
  locale: string,
): Node[] {
  const isCompared = stored !== null || kind === "conflict";
  const isEmpty = typed === null || typed === "";
  if (isEmpty && !isCompared) return [];
  const value = (label: string, text: string | null): HTMLElement =>
    element("span", {}, [
      element("span", { class: "quiet" }, [`${label} `]),
      text === null || text === ""
        ? element("span", { class: "quiet" }, ["nothing"])
        : element("span", { class: "typed" }, [dayOrText({ text, locale })]),
    ]);
  return [
    element("p", { class: "sides" }, [
      value("In the sheet", typed),
      ...(isCompared ? [value("In Rollbook", stored)] : []),
    ]),
  ];
}

const labels: Record<string, string> = {
  sheet: "Keep the sheet's",
  database: "Keep Rollbook's",
  approved: "Approve",
  declined: "Decline",
};

function waysOut(input: Parameters<typeof issueItem>[0]): Node[] {
  const { session, issue, note, onSettled } = input;
  if (issue.is_decided)
    return [element("p", { class: "quiet" }, ["Decided. The next sync does it."])];
  const acts = [
    ...issue.resolve.flatMap((way) => actOf({ session, way }) ?? []),
    ...answersTo(input),
  ];
  const buttons = acts.map((act) =>
    rowButton({
      label: act.label,
      about: `${issue.member ?? "the roster"}, ${issue.message}`,
      isFinal: act.isFinal,
      act: async () => {
        await act.run();
        onSettled();
      },
      onProblem: (sentence) => {
        note.textContent = sentence;
      },
    }),
  );
  return buttons.length === 0 ? [] : [element("p", { class: "choices" }, buttons)];
}

const answersTo = ({ issue, answers }: Parameters<typeof issueItem>[0]): Act[] =>
  issue.kind === "file_question"
    ? (answers.get(issue.message) ?? []).map((answer) => ({ ...answer, isFinal: false }))
    : [];

type Way = RosterIssue["resolve"][number];
type Act = { label: string; isFinal: boolean; run: () => Promise<unknown> };

function actOf({ session, way }: { session: Session; way: Way }): Act | null {
  const { client } = session;
  const roster_id = way.path.split("/")[3] ?? "";
  const text = (name: string) => String(way.body?.[name] ?? "");
  const path = { params: { path: { roster_id } } };
  switch (way.operation_id) {
    case "chooseConflictSide": {
      const keep = text("keep") === "sheet" ? "sheet" : "database";
      const body = { row_id: text("row_id"), field: text("field"), keep } as const;
      const run = () =>
        answered(client.POST("/v1/rosters/{roster_id}/conflicts/choose", { ...path, body }));
      return may(session, "roster.write")
        ? { label: labels[keep] ?? keep, isFinal: false, run }
        : null;
    }
    case "approveRoster": {
      const body = { approval: text("approval") };
      const run = () =>
        answered(client.POST("/v1/rosters/{roster_id}/approvals", { ...path, body }));
      return may(session, "roster.write") ? { label: "Let it through", isFinal: true, run } : null;
    }
    case "decidePriceProposal": {
      const decision = text("decision") === "approved" ? "approved" : "declined";
      const params = { path: { proposal_id: way.path.split("/")[3] ?? "" } };
      const run = () =>
        answered(
          client.POST("/v1/price-proposals/{proposal_id}/decide", { params, body: { decision } }),
        );
      const label = labels[decision] ?? decision;
      return may(session, "plan.write") ? { label, isFinal: decision === "approved", run } : null;
    }
    default:
      return null;
  }
}
