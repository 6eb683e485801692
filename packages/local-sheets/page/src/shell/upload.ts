import type { Message } from "./messages.ts";

interface UploadAnswer {
  spreadsheetId?: string;
  title?: string;
  notTaken?: string[];
  error?: { message?: string };
}

/** Adds the tabs of a file to the open spreadsheet. Answers whether that was done. */
export async function uploadInto({
  spreadsheetId,
  file,
  say,
}: {
  spreadsheetId: string;
  file: File;
  say: (message: Message) => void;
}): Promise<boolean> {
  const answer = await send({ path: `/_page/files/${encodeURIComponent(spreadsheetId)}`, file });
  if (answer.error !== undefined) {
    say({ kind: "problem", text: `"${file.name}" was not read. ${answer.error.message ?? ""}` });
    return false;
  }
  say({ kind: "done", text: `The tabs of "${file.name}" were added.` });
  sayNotTaken({ answer, say });
  return true;
}

/** Makes a new spreadsheet of a file; answers its id. */
export async function uploadAsNew({
  file,
  say,
}: {
  file: File;
  say: (message: Message) => void;
}): Promise<string | undefined> {
  const answer = await send({ path: "/_page/files", file });
  if (answer.error === undefined) return answer.spreadsheetId;
  say({ kind: "problem", text: `"${file.name}" was not read. ${answer.error.message ?? ""}` });
  return undefined;
}

function sayNotTaken({
  answer,
  say,
}: {
  answer: UploadAnswer;
  say: (message: Message) => void;
}): void {
  const left = answer.notTaken ?? [];
  if (left.length > 0)
    say({ kind: "missing", text: `Not taken over from the file: ${left.join(", ")}.` });
}

async function send({ path, file }: { path: string; file: File }): Promise<UploadAnswer> {
  try {
    const response = await fetch(path, {
      method: "POST",
      headers: {
        "content-type": "application/octet-stream",
        "x-file-name": encodeURIComponent(file.name),
      },
      body: file,
    });
    return (await response.json()) as UploadAnswer;
  } catch {
    return { error: { message: "The server does not answer." } };
  }
}
