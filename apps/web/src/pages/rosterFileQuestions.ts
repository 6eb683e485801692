import type { components } from "@rollbook/client";
import { element } from "../parts/element.ts";
import type { FileAnswer } from "./rosterFileCalls.ts";

type Question = components["schemas"]["RosterFileQuestion"];

/** What the file leaves open: each with worked examples, and a choice where there is one. */
export function questionList({
  questions,
  change,
}: {
  questions: readonly Question[];
  change: (said: { answers: readonly FileAnswer[] }) => void;
}): Node[] {
  if (questions.length === 0) return [];
  return [
    element("h2", {}, ["Questions"]),
    ...questions.map((question) => questionBox({ question, change })),
  ];
}

function questionBox({
  question,
  change,
}: {
  question: Question;
  change: (said: { answers: readonly FileAnswer[] }) => void;
}): HTMLElement {
  const { code, column, column_number: number, message, is_blocking: isBlocking } = question;
  const buttons = question.choices.map(({ value, label }) => {
    const button = element("button", { type: "button", class: "button" }, [label]);
    button.addEventListener("click", () =>
      change({
        answers: [{ code, value, ...(number === null ? {} : { column_number: number }) }],
      }),
    );
    return button;
  });
  return element("section", { class: "question" }, [
    element("p", {}, [
      ...(column === null ? [] : [element("strong", {}, [column]), ": "]),
      message,
      ...(isBlocking ? [" ", element("strong", {}, ["Must be answered first."])] : []),
    ]),
    ...(question.examples.length === 0
      ? []
      : [
          element(
            "ul",
            {},
            question.examples.map((example) => element("li", {}, [example])),
          ),
        ]),
    ...(buttons.length === 0 ? [] : [element("p", { class: "choices" }, buttons)]),
  ]);
}
