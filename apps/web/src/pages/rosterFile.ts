import { element } from "../parts/element.ts";
import type { DashboardPage, PageInput } from "./page.ts";
import { columnTable } from "./rosterFileColumns.ts";
import { confirmFile, fileRead, previewFile, type Asked, type Preview } from "./rosterFileCalls.ts";
import { questionList } from "./rosterFileQuestions.ts";
import { imported, summary } from "./rosterFileSummary.ts";

/** A file of members: chosen, its columns and questions looked through, and taken over once somebody says so. */
export const rosterFile: DashboardPage = {
  address: "roster-file",
  title: "Members from a file",
  permission: "roster.write",
  within: "syncs",
  show,
};

async function show({ session }: PageInput): Promise<Node[]> {
  const place = element("div");
  const problem = element("p", { class: "problem", role: "alert" });
  const input = element("input", {
    type: "file",
    accept: ".csv,.tsv,.txt,.xlsx,text/csv",
    "aria-label": "A CSV or Excel file",
  });
  const isBusy = (busy: boolean): void => {
    place.setAttribute("aria-busy", String(busy));
    place.toggleAttribute("inert", busy);
  };
  const guarded = (work: () => Promise<void>): void => {
    problem.textContent = "";
    isBusy(true);
    work()
      .catch((error: unknown) => {
        problem.textContent = error instanceof Error ? error.message : "It could not be read.";
      })
      .finally(() => isBusy(false));
  };
  const look = async (asked: Asked): Promise<void> => {
    const preview = await previewFile({ session, asked });
    place.replaceChildren(
      ...previewParts({
        preview,
        locale: session.practice.locale,
        currency: session.practice.currency,
        change: (said) => guarded(() => look({ ...fileRead(preview), ...said })),
        confirm: () =>
          guarded(async () => {
            const done = await confirmFile({ session, asked, preview });
            place.replaceChildren(...imported(done));
            input.value = "";
          }),
      }),
    );
  };
  input.addEventListener("change", () => {
    const [file] = input.files ?? [];
    place.replaceChildren();
    if (file !== undefined) guarded(() => look({ file, settings: {}, answers: [] }));
  });
  return [
    element("p", {}, [
      "Choose a CSV or Excel file of your members, as it is: its header row is found, its columns are recognised, and what is not clear is asked. ",
      element("strong", {}, [
        "Nothing is kept before you say so, and nothing is ever charged by it.",
      ]),
    ]),
    element("p", {}, [input]),
    problem,
    place,
  ];
}

function previewParts(input: {
  preview: Preview;
  locale: string;
  currency: string;
  change: (said: Partial<Pick<Asked, "settings" | "answers">>) => void;
  confirm: () => void;
}): Node[] {
  const { preview, change } = input;
  return [
    ...summary(input),
    ...questionList({ questions: preview.answer.questions, change }),
    element("h2", {}, ["Columns"]),
    columnTable({ preview, change }),
  ];
}
