import {
  readRoster,
  withAnswer,
  type RosterGrid,
  type RosterQuestion,
  type RosterReading,
  type RosterSettings,
} from "@rollbook/core/roster";

/** Gives one of the values that a question offers; undefined leaves it open. */
export type Choose = (question: RosterQuestion) => Promise<string | undefined>;

type Read = { reading: RosterReading; settings: RosterSettings };

/** Reads the roster, asks what it cannot say, and reads it again with each answer. */
export async function readWithAnswers({
  grid,
  settings,
  choose,
}: {
  grid: RosterGrid;
  settings: RosterSettings;
  choose: Choose | undefined;
}): Promise<Read> {
  let read: Read = { reading: readRoster({ grid, settings }), settings };
  const asked = new Set<string>();
  for (
    let open = nextOpen(read, asked);
    choose !== undefined && open !== undefined;
    open = nextOpen(read, asked)
  ) {
    asked.add(keyOf(open));
    const value = await choose(open);
    if (value === undefined) continue;
    const answered = withAnswer({ ...read, question: open, value });
    read = { reading: readRoster({ grid, settings: answered }), settings: answered };
  }
  return read;
}

function nextOpen({ reading }: Read, asked: ReadonlySet<string>): RosterQuestion | undefined {
  return reading.questions.find(
    (question) => (question.answer?.choices.length ?? 0) > 0 && !asked.has(keyOf(question)),
  );
}

function keyOf({ code, columnNumber }: RosterQuestion): string {
  return `${code} ${columnNumber ?? ""}`;
}
