import { z } from "@hono/zod-openapi";
import type { MembershipActed } from "@rollbook/services/membership";
import { defineOperation, type Operation, type OperationRequest } from "../../openapi/index.ts";
import { idParams } from "../../wire/common.ts";
import { dryRunQuery } from "../../wire/dryRun.ts";
import { ExplanationField } from "../../wire/explanation.ts";
import { MembershipField } from "../../wire/membership.ts";
import { membershipOnWire } from "./onWire.ts";

const ActedMembership = z
  .object({
    membership: MembershipField,
    explain: ExplanationField,
    credit_note_ids: z
      .array(z.string())
      .openapi({ description: "Credit notes that the same act issued" }),
    other_membership_ids: z
      .array(z.string())
      .openapi({ description: "Memberships that the same act moved or ended beside this one" }),
  })
  .openapi("ActedMembership");

export const membershipParams = idParams("membership_id", "mem_01jy0000000000000000000000");

type Call<Body> = (input: {
  request: OperationRequest<unknown, unknown, unknown>;
  target: { id: string };
  body: Body;
  options: { isDryRun?: boolean };
}) => Promise<{ result: MembershipActed; isReplay: boolean }>;

/** One act on a membership. A refusal names the rule, the present status and what is allowed instead. */
export function membershipAction<Body extends z.ZodObject>(action: {
  id: string;
  action: string;
  summary: string;
  description?: string;
  idempotency?: "optional" | "required";
  body: Body;
  bodyExample: Record<string, unknown>;
  call: Call<z.output<Body>>;
}): Operation {
  const bodyName = `${action.id.charAt(0).toUpperCase()}${action.id.slice(1)}Body`;
  return defineOperation({
    id: action.id,
    method: "post",
    path: `/v1/memberships/{membership_id}/${action.action}`,
    tag: "Memberships",
    summary: action.summary,
    ...(action.description === undefined ? {} : { description: action.description }),
    access: "membership.write",
    idempotency: action.idempotency ?? "optional",
    hasEtag: true,
    params: membershipParams,
    query: z.strictObject(dryRunQuery),
    body: action.body.openapi(bodyName) as z.ZodType,
    bodyExample: action.bodyExample,
    answer: ActedMembership,
    run: async (request) => {
      const { result, isReplay } = await action.call({
        request,
        target: { id: request.params.membership_id },
        body: request.body as z.output<Body>,
        options: request.query.dry_run === undefined ? {} : { isDryRun: request.query.dry_run },
      });
      return {
        body: {
          membership: membershipOnWire(result.membership),
          explain: result.explain,
          credit_note_ids: [...result.creditNoteIds],
          other_membership_ids: [...result.otherMembershipIds],
        },
        version: result.membership.version,
        isReplay,
      };
    },
  });
}
