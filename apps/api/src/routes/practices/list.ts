import { z } from "@hono/zod-openapi";
import { getPractice as getVerb } from "@rollbook/services/practice";
import { asPageBy } from "@rollbook/services/run";
import { inEachPractice } from "@rollbook/services/user";
import { callVerb } from "../../callVerb.ts";
import { defineOperation, type OperationRequest } from "../../openapi/index.ts";
import { pageAnswer, pageInput } from "../../page.ts";
import { listOf, listQuery } from "../../wire/lists.ts";
import { PracticeField, practiceOnWire } from "./shared.ts";

type Principal = OperationRequest<unknown, unknown, unknown>["principal"];

export const listPractices = defineOperation({
  id: "listPractices",
  method: "get",
  path: "/v1/practices",
  tag: "Practices",
  summary: "The practices that the caller may see, oldest first",
  description: "Of a key its own; of a person every practice that they belong to.",
  access: "practice.read",
  query: z.strictObject(listQuery),
  answer: listOf(PracticeField, "PracticesList"),
  run: async (request) => {
    const { limit, after = "" } = pageInput(request);
    const found = seenBy(request.principal).filter(({ practiceId }) => practiceId > after);
    const page = asPageBy({ found, limit, placeOf: ({ practiceId }) => practiceId });
    // Each is read in a transaction of its own, as one of its people, and its own audit log says so.
    const data = [];
    for (const principal of page.data)
      data.push((await callVerb({ ...request, principal }, getVerb, {})).result);
    return { body: pageAnswer(request, { ...page, data }, practiceOnWire) };
  },
});

/** Whoever asks, in each practice that they may see. */
const seenBy = (principal: Principal): readonly Principal[] =>
  principal.kind === "user" ? inEachPractice(principal) : [principal];
