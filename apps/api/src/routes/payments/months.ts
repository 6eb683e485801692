import { z } from "@hono/zod-openapi";
import {
  lockedMonths,
  lockMonth as lockVerb,
  unlockMonth as unlockVerb,
} from "@rollbook/services/payment";
import { callVerb } from "../../callVerb.ts";
import { defineOperation } from "../../openapi/index.ts";

const LockedMonths = z.object({ locked_months: z.array(z.string()) }).openapi("LockedMonths");
const body = z
  .strictObject({
    month: z
      .string()
      .regex(/^(19|20|21)[0-9]{2}-(0[1-9]|1[0-2])$/, "must be a month, YYYY-MM")
      .openapi({ example: "2026-04" }),
  })
  .openapi("MonthBody");
const shared = {
  method: "post" as const,
  tag: "Payments",
  access: "payment.write" as const,
  body,
  bodyExample: { month: "2026-04" },
  answer: LockedMonths,
};

export const lockMonth = defineOperation({
  ...shared,
  id: "lockMonth",
  path: "/v1/locked-months/lock",
  summary: "Close the books of a month: nothing is dated inside it any more",
  run: async (request) => {
    const { result, isReplay } = await callVerb(request, lockVerb, request.body);
    return { body: { locked_months: [...result.lockedMonths] }, isReplay };
  },
});

export const unlockMonth = defineOperation({
  ...shared,
  id: "unlockMonth",
  path: "/v1/locked-months/unlock",
  summary: "Open the books of a month again",
  run: async (request) => {
    const { result, isReplay } = await callVerb(request, unlockVerb, request.body);
    return { body: { locked_months: [...result.lockedMonths] }, isReplay };
  },
});

export const listLockedMonths = defineOperation({
  id: "listLockedMonths",
  method: "get",
  path: "/v1/locked-months",
  tag: "Payments",
  summary: "The months whose books are closed",
  access: "payment.read",
  answer: LockedMonths,
  run: async (request) => {
    const { result } = await callVerb(request, lockedMonths, {});
    return { body: { locked_months: [...result.lockedMonths] } };
  },
});
