import type { components } from "@rollbook/client";
import { answered } from "../parts/answered.ts";
import { downloadButton } from "../parts/downloadButton.ts";
import { element } from "../parts/element.ts";
import { formatDay, inWords } from "../parts/format.ts";
import { moneyIn } from "../parts/money.ts";
import { table } from "../parts/table.ts";
import type { DashboardPage, PageInput } from "./page.ts";

type Statement = components["schemas"]["Statement"];
type PayerKind = components["schemas"]["Payer"]["kind"];

export const statement: DashboardPage = {
  address: "statement",
  title: "Statement",
  permission: "payment.read",
  within: "payments",
  show,
};

async function show({ session, names, query }: PageInput): Promise<Node[]> {
  const { client, practice } = session;
  const kind = (query.get("kind") ?? "patient") as PayerKind;
  const id = query.get("id") ?? "";
  const from = query.get("from") ?? `${practice.today.slice(0, 4)}-01-01`;
  const through = query.get("through") ?? practice.today;
  const asked = { payer_kind: kind, payer_id: id, from, through };
  const found = await answered(client.GET("/v1/statements", { params: { query: asked } }));
  const input = (name: "from" | "through", value: string, label: string): HTMLElement => {
    const made = element("input", { type: "date", value, "aria-label": label });
    made.addEventListener("change", () => {
      const span = { from, through, [name]: made.value };
      location.hash = `#statement?${new URLSearchParams({ kind, id, ...span }).toString()}`;
    });
    return made;
  };
  const note = element("p", { class: "problem", role: "alert" });
  const file = downloadButton({
    label: "Download as PDF",
    fileName: `statement-${from}-${through}.pdf`,
    read: () =>
      answered(client.GET("/v1/statements.pdf", { params: { query: asked }, parseAs: "blob" })),
    onProblem: (sentence) => {
      note.textContent = sentence;
    },
  });
  return [
    element("p", { class: "member" }, [element("strong", {}, [await names.payer({ kind, id })])]),
    element("p", {}, [
      "From ",
      input("from", from, "From"),
      " through ",
      input("through", through, "Through"),
      " ",
      file,
    ]),
    note,
    lines({ found, practice }),
  ];
}

function lines({
  found: { opening_minor, closing_minor, lines: all, currency },
  practice,
}: {
  found: Statement;
  practice: PageInput["session"]["practice"];
}): HTMLElement {
  const money = moneyIn(practice);
  const owed = (minor: number): string =>
    minor < 0 ? `${money(-minor, currency)} in credit` : `${money(minor, currency)} owed`;
  return element("div", {}, [
    element("p", {}, [`Before: ${owed(opening_minor)}`]),
    table<Statement["lines"][number]>({
      rows: all,
      none: "Nothing happened in this time.",
      columns: [
        { title: "On", cell: ({ on }) => formatDay({ day: on, locale: practice.locale }) },
        {
          title: "What",
          cell: ({ kind, reference }) =>
            /^\d+$/.test(reference) ? `${inWords(kind)} ${reference}` : inWords(kind),
        },
        { title: "Amount", isNumber: true, cell: (line) => money(line.amount_minor, currency) },
        { title: "Balance", isNumber: true, cell: (line) => money(line.balance_minor, currency) },
      ],
    }),
    element("p", {}, [element("strong", {}, [`At the end: ${owed(closing_minor)}`])]),
  ]);
}
