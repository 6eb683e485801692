import { z } from "@hono/zod-openapi";
import { verifyAudit, type AuditProof } from "@rollbook/services/audit";
import { callVerb } from "../../callVerb.ts";
import { defineOperation } from "../../openapi/index.ts";
import { invalidField } from "../../problem/index.ts";

const HeadField = z
  .object({
    sequence: z.int(),
    hash: z.string().openapi({ description: "SHA-256, hexadecimal" }),
  })
  .openapi("AuditHead", { description: "The last seal of the audit trail" });

const AuditVerification = z
  .object({
    is_intact: z.boolean(),
    head: z.union([HeadField, z.null()]).openapi({
      description:
        "Keep it elsewhere: given again later, it proves that nothing up to it was exchanged",
    }),
    seal_count: z.int(),
    event_count: z.int(),
    unsealed_count: z.int().openapi({ description: "Made since the last seal, a minute ago" }),
    findings: z
      .array(
        z.object({
          kind: z.enum([
            "event_changed",
            "event_removed",
            "event_added",
            "seal_changed",
            "seal_missing",
            "tail_missing",
            "kept_seal_differs",
          ]),
          sequence: z.int().openapi({ description: "The seal where it was found" }),
          sentence: z.string(),
        }),
      )
      .openapi({ description: "What was tampered with; at most a hundred" }),
  })
  .openapi("AuditVerification");

export const verifyAuditTrail = defineOperation({
  id: "verifyAuditTrail",
  method: "get",
  path: "/v1/audit/verification",
  tag: "Audit",
  summary: "Prove that no audit event was changed, removed, added or moved",
  description:
    "Events are sealed in batches, each over the hash of the one before. Walks the whole chain, every time.",
  access: "audit.read",
  query: z.strictObject({
    kept_sequence: z.coerce
      .number()
      .int()
      .min(1)
      .max(Number.MAX_SAFE_INTEGER)
      .optional()
      .openapi({ type: "integer", description: "Of a head that was kept" }),
    kept_hash: z.string().min(1).max(64).optional(),
  }),
  answer: AuditVerification,
  run: async (request) => {
    const { kept_sequence: sequence, kept_hash: hash } = request.query;
    if ((sequence === undefined) !== (hash === undefined)) {
      const pointer = sequence === undefined ? "/kept_sequence" : "/kept_hash";
      throw invalidField({ in: "query", pointer, detail: "a kept head has both of its parts" });
    }
    const kept = sequence === undefined || hash === undefined ? undefined : { sequence, hash };
    const { result } = await callVerb(request, verifyAudit, { kept });
    return { body: proofOnWire(result) };
  },
});

function proofOnWire(proof: AuditProof): z.input<typeof AuditVerification> {
  return {
    is_intact: proof.isIntact,
    head: proof.head,
    seal_count: proof.sealCount,
    event_count: proof.eventCount,
    unsealed_count: proof.unsealedCount,
    findings: [...proof.findings],
  };
}
