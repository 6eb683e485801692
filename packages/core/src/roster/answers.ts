import * as z from "zod";
import { RosterFieldKey } from "./fields.ts";
import { mappingOf } from "./mapping.ts";
import type { RosterQuestion, RosterReading } from "./reading.ts";
import { RosterSettings } from "./settings.ts";

type Answer = {
  settings: RosterSettings;
  reading: RosterReading;
  question: RosterQuestion;
  value: string;
};

/** The settings with one question answered, to read the file again with (ROS-24). Throws ZodError on a wrong answer. */
export function withAnswer({ settings, reading, question, value }: Answer): RosterSettings {
  const key = question.answer?.key;
  if (key === undefined) return settings;
  if (key === "columns")
    return { ...settings, columns: columnsWith(reading, settings, question, value) };
  if (key === "fill_down") return { ...settings, fill_down: filledDown(reading) };
  return RosterSettings.parse({
    ...settings,
    [key]: key === "header_record" ? Number(value) : value,
  });
}

/** An answer as a program gives it: to a question by its code, and by its column where it is about one. */
export const RosterAnswer = z.strictObject({
  code: z.string().min(1),
  column_number: z.int().min(1).optional(),
  value: z.string().max(200),
});
export type RosterAnswer = z.infer<typeof RosterAnswer>;

type Read = { reading: RosterReading; settings: RosterSettings };

/**
 * Answers one after the other, the roster read anew with each. An answer to what is not asked, or that is none of what may
 * be answered, is a ZodError.
 */
export function withAnswers({
  read,
  settings,
  answers,
}: {
  read: (settings: RosterSettings) => RosterReading;
  settings: RosterSettings;
  answers: readonly RosterAnswer[];
}): Read {
  let present: Read = { reading: read(settings), settings };
  answers.forEach((answer, at) => {
    const question = present.reading.questions.find((asked) => isAbout(asked, answer));
    requireChoice({ question, answer, at, asked: present.reading.questions });
    if (question === undefined) return;
    const answered = withAnswer({ ...present, question, value: answer.value });
    present = { reading: read(answered), settings: answered };
  });
  return present;
}

function isAbout(question: RosterQuestion, answer: RosterAnswer): boolean {
  return (
    question.code === answer.code &&
    (answer.column_number === undefined || question.columnNumber === answer.column_number)
  );
}

function requireChoice({
  question,
  answer,
  at,
  asked,
}: {
  question: RosterQuestion | undefined;
  answer: RosterAnswer;
  at: number;
  asked: readonly RosterQuestion[];
}): void {
  const wrong = (key: string, message: string): z.ZodError =>
    new z.ZodError([{ code: "custom", path: ["answers", at, key], message, input: answer }]);
  if (question === undefined) {
    const open = [...new Set(asked.map(({ code }) => code))].join(", ");
    throw wrong("code", `is not asked here; what is asked: ${open === "" ? "nothing" : open}`);
  }
  const choices = question.answer?.choices.map(({ value }) => value) ?? [];
  if (choices.length === 0 || choices.includes(answer.value)) return;
  throw wrong("value", `should be one of ${choices.join(", ")}`);
}

/** The mapping as read, with another meaning for the one column; a meaning is taken from the column that had it. */
function columnsWith(
  reading: RosterReading,
  settings: RosterSettings,
  question: RosterQuestion,
  value: string,
): RosterSettings["columns"] {
  const field = value === "" ? null : RosterFieldKey.parse(value);
  return mappingOf(reading, settings).columns?.map((column) => {
    if (column.column === question.columnNumber) return { ...column, field };
    return column.field === field ? { ...column, field: null } : column;
  });
}

const filledFields = new Set<RosterFieldKey>([
  "household",
  "plan_name",
  "payer_name",
  "payer_email",
  "payer_external_id",
  "sponsor",
]);

function filledDown(reading: RosterReading): RosterFieldKey[] {
  return reading.columns.flatMap(({ field }) =>
    field !== null && filledFields.has(field) ? [field] : [],
  );
}
