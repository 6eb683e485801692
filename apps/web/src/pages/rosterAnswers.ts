import type { components } from "@rollbook/client";
import { answered } from "../parts/answered.ts";
import { may, type Session } from "../session.ts";

type Settings = components["schemas"]["RosterSettings"];
type Roster = components["schemas"]["Roster"];
type Run = components["schemas"]["SyncRun"];

const lookAfterMs = 1000;
const looksAtMost = 15;

/** A question about the whole sheet, as the latest sync asked it. */
export interface SheetQuestion {
  message: string;
  columnNumber?: number;
  answer?: { key: string; choices: readonly { value: string; label: string }[] };
}

export interface SheetAnswer {
  label: string;
  run: () => Promise<unknown>;
}

/** What may be answered to each open question, by the question's sentence; nothing for those who may not answer. */
export async function sheetAnswers({
  session,
  rosterId,
}: {
  session: Session;
  rosterId: string;
}): Promise<ReadonlyMap<string, readonly SheetAnswer[]>> {
  if (!may(session, "roster.write")) return new Map();
  const { client } = session;
  const params = { params: { path: { roster_id: rosterId } } };
  const readLast = async (): Promise<Run | undefined> => {
    const { data } = await answered(client.GET("/v1/rosters/{roster_id}/runs", params));
    return data.find((run) => run.finished_at !== null);
  };
  const [roster, last] = await Promise.all([
    answered(client.GET("/v1/rosters/{roster_id}", params)),
    readLast(),
  ]);
  const questions = (last?.questions ?? []) as unknown as readonly SheetQuestion[];
  return new Map(
    questions.map((question) => [
      question.message,
      (question.answer?.choices ?? []).flatMap(({ value, label }) => {
        const body = settingsOf({ question, value, columns: roster.columns });
        if (body === null) return [];
        const run = async (): Promise<void> => {
          await answered(client.POST("/v1/rosters/{roster_id}/answers", { ...params, body }));
          await nextSync({ readLast, after: last });
        };
        return [{ label, run }];
      }),
    ]),
  );
}

/** Waits for the sync that takes an answer, for as long as somebody would look at the page. */
async function nextSync({
  readLast,
  after,
}: {
  readLast: () => Promise<Run | undefined>;
  after: Run | undefined;
}): Promise<void> {
  for (let look = 0; look < looksAtMost; look += 1) {
    await new Promise((resolve) => setTimeout(resolve, lookAfterMs));
    if ((await readLast())?.id !== after?.id) return;
  }
}

/** The settings that say one answer; null where they cannot be told from the question alone. */
export function settingsOf({
  question,
  value,
  columns,
}: {
  question: SheetQuestion;
  value: string;
  columns: Roster["columns"];
}): Settings | null {
  const key = question.answer?.key;
  switch (key) {
    case undefined:
    case "fill_down":
      return null;
    case "columns":
      return { columns: columnsWith({ question, value, columns }) };
    case "header_record":
      return { header_record: Number(value) };
    default:
      return { [key]: value };
  }
}

/** A field is fed by one column: where another had it, that one becomes the admin's own. */
function columnsWith({
  question,
  value,
  columns,
}: {
  question: SheetQuestion;
  value: string;
  columns: Roster["columns"];
}): NonNullable<Settings["columns"]> {
  const field = value === "" ? null : value;
  return columns.map((column) => {
    const isAsked = column.column === question.columnNumber;
    const chosen = isAsked ? field : column.field === field ? null : column.field;
    return { ...column, field: chosen } as NonNullable<Settings["columns"]>[number];
  });
}
