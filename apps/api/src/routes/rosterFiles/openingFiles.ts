import { z } from "@hono/zod-openapi";
import { importOpeningFile, previewOpeningFile } from "@rollbook/services/opening";
import { callVerb } from "../../callVerb.ts";
import { defineOperation, type Operation } from "../../openapi/index.ts";
import { fileQuery, readUpload, upload } from "./read.ts";
import { openingFileOnWire, OpeningFileImport, OpeningFilePreview } from "./openingWire.ts";

const { answers: _answers, ...query } = fileQuery;

export const openingFileOperations: readonly Operation[] = [
  defineOperation({
    id: "previewOpeningFile",
    method: "post",
    path: "/v1/opening-files/preview",
    tag: "Payments",
    summary: "What a CSV or XLSX of balances or payments of the old books would bring along",
    description:
      "Each row is one person's balance, credit or payment; people are found by ID, or by name with birth date or email. Keeps nothing.",
    access: "payment.read",
    idempotency: "none",
    upload,
    query: z.strictObject(query),
    answer: OpeningFilePreview,
    run: async (request) => {
      const { format, file } = await readUpload(request.upload, request.query);
      const { result: planned } = await callVerb(request, previewOpeningFile, file);
      return { body: openingFileOnWire({ format, planned }) };
    },
  }),
  defineOperation({
    id: "confirmOpeningFile",
    method: "post",
    path: "/v1/opening-files/confirm",
    tag: "Payments",
    summary: "Take over the balances and payments that a preview showed",
    description:
      "Takes the same file and settings as the preview, and its plan_hash. They become opening entries, which are never charged; what was taken over before is not taken over twice.",
    access: "payment.write",
    idempotency: "required",
    status: 201,
    upload,
    query: z.strictObject({ ...query, plan_hash: z.string().min(1).max(100) }),
    answer: OpeningFileImport,
    alsoAnswers: ["stale"],
    run: async (request) => {
      const { plan_hash: planHash, ...said } = request.query;
      const { file } = await readUpload(request.upload, said);
      const { result, isReplay } = await callVerb(request, importOpeningFile, { file, planHash });
      const { recorded, present, held } = result;
      return { body: { plan_hash: result.planHash, recorded, present, held }, isReplay };
    },
  }),
];
