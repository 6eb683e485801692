import { z } from "@hono/zod-openapi";
import { getPractice as getVerb, updatePractice as updateVerb } from "@rollbook/services/practice";
import { callVerb } from "../../callVerb.ts";
import { defineOperation, type Operation } from "../../openapi/index.ts";
import { fromWire } from "../../wire/case.ts";
import { practiceActs } from "./acts.ts";
import { listPractices } from "./list.ts";
import {
  PracticeField,
  practiceOnWire,
  practiceParams,
  requireOwnPractice,
  writable,
} from "./shared.ts";

const params = practiceParams;
const shared = {
  path: "/v1/practices/{practice_id}",
  tag: "Practices",
  params,
  hasEtag: true,
  answer: PracticeField,
};

export const practiceOperations: readonly Operation[] = [
  listPractices,
  defineOperation({
    ...shared,
    id: "getPractice",
    method: "get",
    summary: "One practice",
    access: "practice.read",
    run: async (request) => {
      requireOwnPractice(request);
      const { result } = await callVerb(request, getVerb, {});
      return { body: practiceOnWire(result), version: result.version };
    },
  }),
  defineOperation({
    ...shared,
    id: "updatePractice",
    method: "patch",
    summary: "Change a practice",
    description: "Another time zone never moves a period that was issued.",
    access: "practice.write",
    needsIfMatch: true,
    body: z.strictObject(writable).partial().openapi("UpdatePracticeBody"),
    bodyExample: { invoice_terms_days: 14 },
    run: async (request) => {
      requireOwnPractice(request);
      const { result, isReplay } = await callVerb(request, updateVerb, {
        version: request.version,
        changes: fromWire(request.body),
      });
      return { body: practiceOnWire(result), version: result.version, isReplay };
    },
  }),
  ...practiceActs,
];
