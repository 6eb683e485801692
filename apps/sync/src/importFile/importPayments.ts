import path from "node:path";
import type { RosterGrid, RosterSettings } from "@rollbook/core/roster";
import { importOpeningFile, previewOpeningFile } from "@rollbook/services/opening";
import { runVerb, systemContext, type Services } from "@rollbook/services/run";
import { describeOpeningFile } from "./describeOpenings.ts";

type File = {
  services: Services;
  practiceId: string;
  fileName: string;
  grid: RosterGrid;
  settings: Partial<RosterSettings>;
};

const contextOf = ({ services, practiceId }: File) =>
  systemContext({ practiceId, instant: services.clock(), requestId: "import" });

const fileOf = ({ grid, fileName, settings }: File) => ({
  grid,
  fileName,
  settings,
});

/** Takes a file of balances and payments over for the people who are in the practice; gives the sentence to end with. */
export async function applyPayments(file: File): Promise<string> {
  const { services } = file;
  const input = fileOf(file);
  const { planHash } = await runVerb(services, previewOpeningFile, {
    context: contextOf(file),
    input,
  });
  const { recorded, present, held } = await runVerb(services, importOpeningFile, {
    context: contextOf(file),
    input: { file: input, planHash },
  });
  const there = present === 0 ? "" : `, ${present} were there already`;
  const waiting = held === 0 ? "" : `, ${held} rows held`;
  return `Balances and payments of the old books: ${recorded} taken over${there}${waiting}.`;
}

export type PaymentsImport = Omit<File, "fileName"> & {
  filePath: string;
  isDryRun: boolean;
  isConfirmed: boolean;
  write: (line: string) => void;
  confirm: ((question: string) => Promise<boolean>) | undefined;
};

/** Shows what a file of balances and payments would bring to a practice that stands, and takes it over when accepted. */
export async function importPayments(input: PaymentsImport): Promise<number> {
  const { services, write, confirm } = input;
  const file = { ...input, fileName: path.basename(input.filePath) };
  const { reading, settings, totals } = await runVerb(services, previewOpeningFile, {
    context: contextOf(file),
    input: fileOf(file),
  });
  const { currency, locale = "en-US" } = settings;
  for (const line of describeOpeningFile({ reading, currency, locale })) write(line);
  const end = (line: string, exitCode: number): number => {
    write("");
    write(line);
    return exitCode;
  };
  if (input.isDryRun) return end("Nothing was written: this was a dry run.", 0);
  if (reading.questions.some(({ isBlocking }) => isBlocking))
    return end(
      'Nothing was written: a question above must be answered first, in the settings file under "payments_file".',
      1,
    );
  const entries = totals.owed.entries + totals.credit.entries + totals.paid_before.entries;
  const isAccepted =
    input.isConfirmed ||
    (confirm !== undefined && (await confirm(`Take over ${entries} balances and payments?`)));
  if (!isAccepted)
    return end("Nothing was written. Add --yes to accept the preview without being asked.", 1);
  return end(await applyPayments(file), 0);
}
