import { answered } from "../parts/answered.ts";
import { element } from "../parts/element.ts";
import { formBox } from "../parts/formBox.ts";
import { rowButton } from "../parts/rowButton.ts";
import { table } from "../parts/table.ts";
import { may, type Practice } from "../session.ts";
import type { PageInput } from "./page.ts";

/** The months whose books are closed, and closing another. */
export async function lockedMonths({
  session,
  reopen,
}: Pick<PageInput, "session" | "reopen">): Promise<Node[]> {
  const { client, practice } = session;
  const { locked_months: months } = await answered(client.GET("/v1/locked-months"));
  const mayWrite = may(session, "payment.write");
  if (!mayWrite && months.length === 0) return [];
  const note = element("p", { class: "problem", role: "alert" });
  const unlock = (month: string): HTMLElement =>
    rowButton({
      label: "Open again",
      about: monthInWords(month, practice),
      isFinal: true,
      onProblem: (sentence) => {
        note.textContent = sentence;
      },
      act: () =>
        answered(client.POST("/v1/locked-months/unlock", { body: { month } })).then(reopen),
    });
  const list = table<string>({
    rows: months.toReversed(),
    none: "No month is closed.",
    columns: [
      { title: "Closed month", cell: (month) => monthInWords(month, practice) },
      ...(mayWrite ? [{ title: "", cell: unlock }] : []),
    ],
  });
  return [...(mayWrite ? [closeForm({ session, reopen })] : []), list, note];
}

function closeForm({
  session: { client, practice },
  reopen,
}: Pick<PageInput, "session" | "reopen">): HTMLElement {
  return formBox({
    title: "Close the books of a month",
    submit: "Close",
    fields: [{ kind: "choice", name: "month", label: "Month", choices: monthsBefore(practice) }],
    act: async ({ month = "" }) => {
      await answered(client.POST("/v1/locked-months/lock", { body: { month } }));
      reopen();
    },
  });
}

/** This month and the eleven before it, the last ended one first. */
function monthsBefore(practice: Practice): (readonly [string, string])[] {
  const [year = 0, month = 1] = practice.today.split("-").map(Number);
  const names = Array.from({ length: 12 }, (_, back) =>
    new Date(Date.UTC(year, month - 1 - back, 1)).toISOString().slice(0, 7),
  );
  const [present = "", ...ended] = names;
  return [...ended, present].map((name) => [name, monthInWords(name, practice)] as const);
}

function monthInWords(month: string, { locale }: Practice): string {
  return new Intl.DateTimeFormat(locale, {
    month: "long",
    year: "numeric",
    timeZone: "UTC",
  }).format(new Date(`${month}-01T00:00:00Z`));
}
