import type { PracticeApi, TestPractice } from "./practiceApi.ts";

/** A file whose preview was read: what its confirm asks for, in a practice of its own. */
export type SeededFile = {
  practice: TestPractice;
  query: Record<string, string>;
  file: string;
};

const roster =
  "ID,Name,Plan,Price,Billing cycle,Last billed\n1,Ada Lovelace,Gold,249.95,Monthly,2026-05-01\n";
const payments = "Patient ID,Date,Amount\n1,2026-05-01,249.95\n";

export async function seedRosterFile(api: PracticeApi): Promise<SeededFile> {
  const practice = await api.newPractice("Files");
  const planHash = await previewed(api, practice, { path: "roster-files", file: roster });
  return { practice, query: { plan_hash: planHash }, file: roster };
}

export async function seedOpeningFile(api: PracticeApi): Promise<SeededFile> {
  const practice = await api.newPractice("Openings");
  await practice.client.POST("/v1/patients", {
    body: { last_name: "Lovelace", external_id: "1" },
  });
  const planHash = await previewed(api, practice, { path: "opening-files", file: payments });
  return { practice, query: { plan_hash: planHash }, file: payments };
}

async function previewed(
  api: PracticeApi,
  practice: TestPractice,
  { path, file }: { path: string; file: string },
): Promise<string> {
  const response = await api.app.request(`/v1/${path}/preview`, {
    method: "POST",
    headers: { authorization: `Bearer ${practice.key}`, "content-type": "text/csv" },
    body: file,
  });
  if (!response.ok) throw new Error(`${path}: ${await response.text()}`);
  return ((await response.json()) as { plan_hash: string }).plan_hash;
}
