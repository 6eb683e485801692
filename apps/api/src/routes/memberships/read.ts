import { z } from "@hono/zod-openapi";
import { Status } from "@rollbook/core/membership";
import {
  getMembership as getVerb,
  listMemberships as listVerb,
} from "@rollbook/services/membership";
import { callVerb } from "../../callVerb.ts";
import { defineOperation } from "../../openapi/index.ts";
import { pageAnswer, pageInput } from "../../page.ts";
import { fromWire } from "../../wire/case.ts";
import { idParams } from "../../wire/common.ts";
import { BooleanFilter, TextFilter } from "../../wire/filters.ts";
import { listOf, listQuery } from "../../wire/lists.ts";
import { MembershipField } from "../../wire/membership.ts";
import { membershipOnWire } from "./onWire.ts";

export const listMemberships = defineOperation({
  id: "listMemberships",
  method: "get",
  path: "/v1/memberships",
  tag: "Memberships",
  summary: "The memberships of the practice, oldest first",
  access: "membership.read",
  query: z.strictObject({
    ...listQuery,
    status: z.enum(Status.options).optional().openapi({ description: "On the practice's today" }),
    is_active: BooleanFilter.openapi({ description: "Active or Paused" }),
    patient_id: TextFilter,
    employer_id: TextFilter,
    payer_id: TextFilter,
    plan_id: TextFilter,
    external_id: TextFilter,
    needs_attention: BooleanFilter.openapi({
      description: "Waits for an answer, or the last billing run left it out",
    }),
  }),
  answer: listOf(MembershipField, "MembershipsList"),
  run: async (request) => {
    const { limit: _limit, cursor: _cursor, status, ...filters } = request.query;
    const { result } = await callVerb(request, listVerb, {
      ...pageInput(request),
      ...fromWire(filters),
      ...(status === undefined ? {} : { status: [status] }),
    });
    return { body: pageAnswer(request, result, membershipOnWire) };
  },
});

export const getMembership = defineOperation({
  id: "getMembership",
  method: "get",
  path: "/v1/memberships/{membership_id}",
  tag: "Memberships",
  summary: "One membership",
  access: "membership.read",
  hasEtag: true,
  params: idParams("membership_id", "mem_01jy0000000000000000000000"),
  answer: MembershipField,
  run: async (request) => {
    const { result } = await callVerb(request, getVerb, { id: request.params.membership_id });
    return { body: membershipOnWire(result), version: result.version };
  },
});
