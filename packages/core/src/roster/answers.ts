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
