import { z } from "@hono/zod-openapi";
import {
  acceptCutOver as acceptVerb,
  signOffCutOver as signVerb,
  withdrawSignOff as withdrawVerb,
} from "@rollbook/services/cutOver";
import { callVerb } from "../../callVerb.ts";
import { defineOperation, type Operation } from "../../openapi/index.ts";
import { fromWire } from "../../wire/case.ts";
import { idParams } from "../../wire/common.ts";
import { DateField } from "../../wire/fields.ts";
import { path, SignOffField, signOffOnWire, tag } from "./proof.ts";

const params = idParams("membership_id", "mem_01jy0000000000000000000000");
const DaysField = z.int().min(0).max(100_000);

const signOperation = defineOperation({
  id: "signOffCutOver",
  method: "post",
  path: `${path}/sign-offs/{membership_id}`,
  tag,
  summary: "Sign off a member's gaps and overlaps as they were seen",
  description: "It counts for exactly these days: when they change, they must be signed off again.",
  access: "migration.write",
  params,
  body: z
    .strictObject({
      gap_days: DaysField,
      overlap_days: DaysField,
      reason: z.string().trim().min(1).max(1000),
    })
    .openapi("SignOffCutOverBody"),
  bodyExample: { gap_days: 3, overlap_days: 0, reason: "The first days are a present" },
  answer: SignOffField,
  run: async (request) => {
    const { result, isReplay } = await callVerb(request, signVerb, {
      membershipId: request.params.membership_id,
      ...fromWire(request.body),
    });
    return { body: signOffOnWire(result), isReplay };
  },
});

const withdrawOperation = defineOperation({
  id: "withdrawCutOverSignOff",
  method: "post",
  path: `${path}/sign-offs/{membership_id}/withdraw`,
  tag,
  summary: "Take a sign-off back",
  access: "migration.write",
  params,
  answer: z.object({ membership_id: z.string() }).openapi("WithdrawnCutOverSignOff"),
  run: async (request) => {
    const { membership_id: membershipId } = request.params;
    const { result, isReplay } = await callVerb(request, withdrawVerb, { membershipId });
    return { body: { membership_id: result.membershipId }, isReplay };
  },
});

const acceptOperation = defineOperation({
  id: "acceptCutOver",
  method: "post",
  path: `${path}/accept`,
  tag,
  summary: "Accept the proof: the practice is live, and the billing run issues",
  description:
    "Refused while a gap or an overlap is neither closed nor signed off, and when the first charges are not those that were seen.",
  access: "practice.go_live",
  idempotency: "required",
  body: z
    .strictObject({
      accepted: z.strictObject({ invoice_count: z.int().min(0), total_minor: z.int().min(0) }),
    })
    .openapi("AcceptCutOverBody"),
  bodyExample: { accepted: { invoice_count: 12, total_minor: 299_940 } },
  answer: z
    .object({
      live_on: DateField.nullable(),
      totals: z.object({
        members: z.int(),
        gap_days: z.int(),
        overlap_days: z.int(),
        to_sign_off: z.int(),
      }),
      signed_off: z.array(SignOffField),
    })
    .openapi("AcceptedCutOver"),
  run: async (request) => {
    const { result, isReplay } = await callVerb(request, acceptVerb, fromWire(request.body));
    const { totals } = result;
    return {
      body: {
        live_on: result.liveOn,
        totals: {
          members: totals.members,
          gap_days: totals.gapDays,
          overlap_days: totals.overlapDays,
          to_sign_off: totals.toSignOff,
        },
        signed_off: result.signedOff.map(signOffOnWire),
      },
      isReplay,
    };
  },
});

export const acceptOperations: readonly Operation[] = [
  signOperation,
  withdrawOperation,
  acceptOperation,
];
