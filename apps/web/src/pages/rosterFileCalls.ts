import type { components } from "@rollbook/client";
import { answered } from "../parts/answered.ts";
import type { Session } from "../session.ts";

export type FileSettings = components["schemas"]["RosterSettings"];
export type FileAnswer = { code: string; column_number?: number; value: string };
export type Asked = { file: File; settings: FileSettings; answers: readonly FileAnswer[] };

type Answer = components["schemas"]["RosterFilePreview"];
export type FileImport = components["schemas"]["RosterFileImport"];

/** What the API said of the file, and what it was asked with. */
export type Preview = { asked: Asked; answer: Answer; report: FileReport };

export type ReportedColumn = {
  column: number;
  header: string;
  field: string | null;
  confidence: number;
  samples: readonly string[];
};

export type ReportedRow = {
  record: number;
  outcome: string;
  values: Readonly<Record<string, unknown>>;
  issues: readonly { level: string; message: string; found?: string; column?: number }[];
};

export type FileReport = {
  columns: readonly ReportedColumn[];
  rows: readonly ReportedRow[];
};

export async function previewFile({
  session,
  asked,
}: {
  session: Session;
  asked: Asked;
}): Promise<Preview> {
  const answer = await answered(
    session.client.POST("/v1/roster-files/preview", {
      params: { query: queryOf(asked) },
      ...bodyOf(asked.file),
    }),
  );
  return { asked, answer, report: answer.report as unknown as FileReport };
}

/** Exactly what the preview showed, or a sentence why not. */
export function confirmFile({
  session,
  asked,
  preview,
}: {
  session: Session;
  asked: Asked;
  preview: Preview;
}): Promise<FileImport> {
  return answered(
    session.client.POST("/v1/roster-files/confirm", {
      params: {
        query: { ...queryOf(asked), plan_hash: preview.answer.plan_hash },
        header: { "Idempotency-Key": crypto.randomUUID() },
      },
      ...bodyOf(asked.file),
    }),
  );
}

/** The same file again, with the settings that it was read with: what was answered before stays. */
export function fileRead({ asked, answer }: Preview): Asked {
  const {
    today: _today,
    currency: _currency,
    ...settings
  } = answer.settings as FileSettings & {
    today?: string;
    currency?: string;
  };
  return { file: asked.file, settings, answers: [] };
}

const queryOf = ({ file, settings, answers }: Asked) => ({
  file_name: file.name.slice(-200),
  settings: JSON.stringify(settings),
  answers: JSON.stringify(answers),
});

function bodyOf(file: File) {
  const isCsv = /\.(csv|tsv|txt)$/i.test(file.name);
  return {
    // The file's own bytes go as they are.
    body: file as unknown as string,
    bodySerializer: () => file,
    headers: { "content-type": isCsv ? "text/csv" : "application/octet-stream" },
  };
}
