import * as z from "zod";
import { changeRecords, defineVerb, getRecord, isRole, ServiceError } from "../run/index.ts";
import { apiKeyKind, insertApiKey } from "./createApiKey.ts";

/** A new key that may do the same; the old one works on for a while, so that every caller can change over. */
export const rotateApiKey = defineVerb({
  name: "api_key.rotate",
  permission: "api_key.write",
  input: z.strictObject({
    id: z.string(),
    /** The new key, made by the caller so that an idempotent replay never stores it. */
    key: z.string(),
    overlapSeconds: z.int().min(0).max(2_592_000),
  }),
  run: async ({ input, ...given }) => {
    const { name, role, permissions, expiresAt, revokedAt } = await getRecord(
      given,
      apiKeyKind,
      input.id,
    );
    if (revokedAt !== null || !isRole(role)) {
      throw new ServiceError("conflict", "A revoked key is not rotated: create a new one.");
    }
    const made = await insertApiKey(given, {
      name,
      role,
      permissions: permissions === null ? null : [...permissions],
      expiresAt,
      key: input.key,
    });
    const overlapEnds = Date.parse(given.context.instant) + input.overlapSeconds * 1000;
    const ends = Math.min(overlapEnds, expiresAt === null ? overlapEnds : Date.parse(expiresAt));
    await changeRecords(given, apiKeyKind, [
      { id: input.id, changes: { expiresAt: new Date(ends).toISOString() } },
    ]);
    return made;
  },
  audit: ({ input, result }) => ({ entityId: input.id, detail: { newKeyId: result.id } }),
});
