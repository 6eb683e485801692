import { apiKeyTable, type ApiKeyRecord } from "@rollbook/db/apiKey";
import { withPractice } from "@rollbook/db";
import * as z from "zod";
import {
  createRecords,
  defineVerb,
  newSystemContext,
  refuseMoreThanOwn,
  roles,
  ServiceError,
  setUp,
  type EntityKind,
  type Given,
  type Role,
  type Services,
} from "../run/index.ts";
import { hashOfApiKey, makeApiKey } from "./secret.ts";

export const apiKeyKind: EntityKind<ApiKeyRecord> = {
  name: "API key",
  prefix: "key",
  table: apiKeyTable,
};

export const CreateApiKeyInput = z.strictObject({
  name: z.string().trim().min(1),
  role: z.enum(roles),
  permissions: z.array(z.string()).min(1).nullable().default(null),
  expiresAt: z.iso.datetime({ offset: true }).nullable().default(null),
});

export type CreatedApiKey = Omit<ApiKeyRecord, "hash"> & { readonly key: string };

export const createApiKey = defineVerb({
  name: "api_key.create",
  permission: "api_key.write",
  input: CreateApiKeyInput.extend({
    /** The key itself, made by the caller so that an idempotent replay never stores it. */
    key: z.string(),
  }),
  run: async ({ input, ...given }) => insertApiKey(given, input),
  audit: ({ input, result }) => ({
    entityId: result.id,
    detail: { name: input.name, role: input.role },
  }),
});

export async function insertApiKey(
  given: Given,
  { key, ...input }: z.output<typeof CreateApiKeyInput> & { key: string },
): Promise<Omit<ApiKeyRecord, "hash">> {
  refuseOperator(input.role);
  refuseMoreThanOwn(given.context, { role: input.role, what: "A key" });
  const fields = {
    ...input,
    hash: hashOfApiKey(key),
    createdBy: given.context.actor.id,
    revokedAt: null,
    lastUsedAt: null,
  };
  const [made] = await createRecords(given, apiKeyKind, [fields]);
  const { hash: _hash, ...shown } = made as ApiKeyRecord;
  return shown;
}

function refuseOperator(role: Role): void {
  if (role !== "operator") return;
  throw new ServiceError(
    "forbidden",
    "A practice has no operators: whoever runs the installation makes one with rollbook operator add.",
  );
}

/** A new random key for createApiKey. */
export function newApiKey(services: Services, { isTest }: { isTest: boolean }): string {
  return makeApiKey({ mode: isTest ? "test" : "live", random: services.randomBytes });
}

/** For whoever sets a practice up: a key of its owner. Answers the key, which is kept nowhere. */
export async function createOwnerApiKey(
  services: Services,
  { practiceId, name }: { practiceId: string; name: string },
): Promise<CreatedApiKey> {
  const context = newSystemContext(services, practiceId);
  return withPractice(services.database, { practiceId }, async (tx) => {
    const given = await setUp(services, { tx, context, input: {} });
    const key = newApiKey(services, given.practice);
    const made = await insertApiKey(given, {
      name,
      role: "owner",
      permissions: null,
      expiresAt: null,
      key,
    });
    return { ...made, key };
  });
}
