import { z } from "@hono/zod-openapi";
import { listAuditEvents } from "@rollbook/services/audit";
import { callVerb } from "../../callVerb.ts";
import { defineOperation, type Operation } from "../../openapi/index.ts";
import { pageAnswer, pageInput } from "../../page.ts";
import { InstantField } from "../../wire/common.ts";
import { TextFilter } from "../../wire/filters.ts";
import { listOf, listQuery } from "../../wire/lists.ts";
import { verifyAuditTrail } from "./verification.ts";

const AuditEventField = z
  .object({
    id: z.string().openapi({ example: "evt_01jy0000000000000000000000" }),
    at: InstantField,
    actor_kind: z.string(),
    actor_id: z.string(),
    actor_name: z
      .string()
      .nullable()
      .openapi({ description: "Of the person or the key, also of one who was removed" }),
    action: z.string().openapi({ example: "membership.attach" }),
    entity_id: z.string().nullable(),
    request_id: z.string(),
    detail: z.record(z.string(), z.unknown()),
  })
  .openapi("AuditEvent");

type Event = Awaited<ReturnType<typeof listAuditEvents.run>>["data"][number];

export const auditOperations: readonly Operation[] = [
  defineOperation({
    id: "listAuditEvents",
    method: "get",
    path: "/v1/audit-events",
    tag: "Audit",
    summary: "Who did or read what, and when",
    access: "audit.read",
    query: z.strictObject({
      ...listQuery,
      entity_id: TextFilter,
      order: z.enum(["oldest_first", "newest_first"]).default("oldest_first"),
    }),
    answer: listOf(AuditEventField, "AuditEventsList"),
    run: async (request) => {
      const { entity_id: entityId, order } = request.query;
      const { result } = await callVerb(request, listAuditEvents, {
        ...pageInput(request),
        entityId,
        isNewestFirst: order === "newest_first",
      });
      return { body: pageAnswer(request, result, eventOnWire) };
    },
  }),
  verifyAuditTrail,
];

function eventOnWire(event: Event): z.input<typeof AuditEventField> {
  return {
    id: event.id,
    at: event.at,
    actor_kind: event.actorKind,
    actor_id: event.actorId,
    actor_name: event.actorName,
    action: event.action,
    entity_id: event.entityId,
    request_id: event.requestId,
    detail: { ...event.detail },
  };
}
