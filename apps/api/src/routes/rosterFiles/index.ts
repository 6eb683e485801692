import { z } from "@hono/zod-openapi";
import { importRosterFile, previewRosterFile } from "@rollbook/services/rosterFile";
import { callVerb } from "../../callVerb.ts";
import { defineOperation, type Operation } from "../../openapi/index.ts";
import { openingFileOperations } from "./openingFiles.ts";
import { fileQuery, readUpload, upload } from "./read.ts";
import { importOnWire, previewOnWire, RosterFileImport, RosterFilePreview } from "./wire.ts";

export const rosterFilePath = "/v1/roster-files/preview";

export const rosterFileOperations: readonly Operation[] = [
  defineOperation({
    id: "previewRosterFile",
    method: "post",
    path: rosterFilePath,
    tag: "Rosters",
    summary: "What a CSV or XLSX roster would become: columns, questions, rows, first charges",
    description:
      "Reads the file that is the body and keeps nothing. Answer its questions in answers or settings until none blocks, then confirm with its plan_hash. Columns and answers of an earlier file with the same headers are used.",
    access: "roster.read",
    idempotency: "none",
    upload,
    query: z.strictObject(fileQuery),
    answer: RosterFilePreview,
    run: async (request) => {
      const { format, file } = await readUpload(request.upload, request.query);
      const { result: planned } = await callVerb(request, previewRosterFile, file);
      return { body: previewOnWire({ format, planned }) };
    },
  }),
  defineOperation({
    id: "confirmRosterFile",
    method: "post",
    path: "/v1/roster-files/confirm",
    tag: "Rosters",
    summary: "Make the people, memberships and opening entries that a preview showed",
    description:
      "Takes the same file, settings and answers as the preview, and its plan_hash. All of it is written or nothing: refused while a question blocks, 412 when something would be written that the preview did not show. People who are patients here already are left as they are, so that the same file twice adds nobody. Its columns and answers are kept for the next file with the same headers. Nothing is charged.",
    access: "roster.write",
    idempotency: "required",
    status: 201,
    upload,
    query: z.strictObject({
      ...fileQuery,
      plan_hash: z.string().min(1).max(100).openapi({ description: "As the preview gave it" }),
    }),
    answer: RosterFileImport,
    alsoAnswers: ["stale", "refused"],
    run: async (request) => {
      const { plan_hash: planHash, ...query } = request.query;
      const { file } = await readUpload(request.upload, query);
      const { result, isReplay } = await callVerb(request, importRosterFile, { file, planHash });
      return { body: importOnWire(result), isReplay };
    },
  }),
  ...openingFileOperations,
];
