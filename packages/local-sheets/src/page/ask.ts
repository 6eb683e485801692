import type { LocalSheets } from "../workspace/localSheets.ts";

export interface Answered {
  status: number;
  body: unknown;
}

/** Asks the API as the page does, without HTTP, so that what it writes is kept like any other write. */
export function ask({
  sheets,
  method,
  target,
  body,
}: {
  sheets: LocalSheets;
  method: string;
  target: string;
  body?: object;
}): Answered {
  const { status, answer } = sheets.answer({
    method,
    target,
    who: "page",
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status, body: answer.kind === "json" ? answer.body : {} };
}

export const spreadsheetPath = (id: string): string => `/v4/spreadsheets/${encodeURIComponent(id)}`;
