import { refuse } from "@rollbook/core/explain";
import type { SyncOperation } from "@rollbook/core/reconcile";
import type { RosterReading } from "@rollbook/core/roster";
import { lockRosterFiles } from "@rollbook/db/rosterFile";
import * as z from "zod";
import { createMembers, makePlans, rowDrafts, type Creation } from "../roster/index.ts";
import { defineVerb, refused, ServiceError, type Given } from "../run/index.ts";
import { putMapping } from "./keptMapping.ts";
import { planRosterFile, RosterFileInput } from "./planRosterFile.ts";

export type ImportedRosterFile = {
  planHash: string;
  people: number;
  memberships: number;
  plans: number;
  openings: number;
  held: number;
  present: number;
};

/**
 * Makes the people, plans, memberships and opening entries that the preview showed, in one transaction; keeps the mapping.
 * Nothing is charged by it. @throws ServiceError refused while a question blocks, stale when the preview was another one
 */
export const importRosterFile = defineVerb({
  name: "roster_file.import",
  permission: "roster.write",
  input: z.strictObject({ file: RosterFileInput, planHash: z.string().min(1) }),
  run: async ({ input, ...given }): Promise<ImportedRosterFile> => {
    await lockRosterFiles(given.tx, given.practice.practiceId);
    const planned = await planRosterFile(given, input.file);
    refuseWhileOpen(planned.reading);
    if (planned.planHash !== input.planHash) throw overtaken();
    const { operations, counts } = planned.plan;
    const creations = operations
      .filter((one): one is Creation => one.kind === "create_member")
      .toSorted((one, other) => one.record - other.record);
    await create(given, { operations, creations });
    await putMapping(given, { ...planned, fileName: input.file.fileName });
    return {
      planHash: planned.planHash,
      people: creations.length,
      memberships: creations.filter(({ membership }) => membership !== null).length,
      plans: operations.filter(({ kind }) => kind === "create_plan").length,
      openings: creations.reduce((sum, { openings }) => sum + openings.length, 0),
      held: counts.held,
      present: planned.reading.skipped.present ?? 0,
    };
  },
  audit: ({ input, result }) => ({
    entityId: null,
    detail: { fileName: input.file.fileName, fileHash: input.file.fileHash, ...result },
  }),
});

async function create(
  given: Given,
  { operations, creations }: { operations: SyncOperation[]; creations: readonly Creation[] },
): Promise<void> {
  if (creations.length === 0) return;
  const plans = await makePlans(given, operations);
  await createMembers(
    { given, drafts: rowDrafts([]), plans, isApproved: true, runId: null },
    creations,
  );
}

function refuseWhileOpen({ questions }: RosterReading): void {
  const open = questions.filter(({ isBlocking }) => isBlocking);
  if (open.length === 0) return;
  throw refused(
    refuse(
      "ROS-24",
      `Nothing was written: ${open.length === 1 ? "a question must" : `${open.length} questions must`} be answered first (ROS-24). ${open.map(({ message }) => message).join(" ")}`,
      open.map(({ code, columnNumber }) =>
        columnNumber === undefined ? `answer ${code}` : `answer ${code} of column ${columnNumber}`,
      ),
    ),
  );
}

function overtaken(): ServiceError {
  return new ServiceError(
    "stale",
    "Nothing was written: the file, its answers, the day or the practice are not those of the preview. Preview it again and confirm what it shows then.",
  );
}
