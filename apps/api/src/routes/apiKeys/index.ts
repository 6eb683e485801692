import { z } from "@hono/zod-openapi";
import {
  createApiKey as createVerb,
  listApiKeys as listVerb,
  newApiKey,
  revokeApiKey as revokeVerb,
  rotateApiKey as rotateVerb,
} from "@rollbook/services/apiKey";
import { getPractice } from "@rollbook/services/practice";
import { permissions, roles } from "@rollbook/services/run";
import { callVerb } from "../../callVerb.ts";
import { defineOperation, type Operation, type OperationRequest } from "../../openapi/index.ts";
import { secretSource } from "../../secretSource.ts";
import { pageAnswer, pageInput } from "../../page.ts";
import { fromWire } from "../../wire/case.ts";
import { idParams, InstantField, NameField, versioned } from "../../wire/common.ts";
import { listOf, listQuery } from "../../wire/lists.ts";

const fields = {
  id: z.string().openapi({ example: "key_01jy0000000000000000000000" }),
  name: z.string(),
  role: z.string(),
  permissions: z.array(z.string()).nullable().openapi({ description: "Null: all of the role's" }),
  created_by: z.string(),
  expires_at: InstantField.nullable(),
  revoked_at: InstantField.nullable(),
  last_used_at: InstantField.nullable(),
  ...versioned,
};

const ApiKeyField = z.object(fields).openapi("ApiKey");
const CreatedApiKey = z
  .object({
    ...fields,
    key: z.string().openapi({ description: "Shown this once; only its hash is kept" }),
  })
  .openapi("CreatedApiKey");

const CreateApiKeyBody = z
  .strictObject({
    name: NameField,
    role: z.enum(roles),
    permissions: z.array(z.enum(permissions)).min(1).max(permissions.length).nullable().optional(),
    expires_at: InstantField.nullable().optional(),
  })
  .openapi("CreateApiKeyBody");

type Shown = Awaited<ReturnType<typeof listVerb.run>>["data"][number];

export const apiKeyOperations: readonly Operation[] = [
  defineOperation({
    id: "listApiKeys",
    method: "get",
    path: "/v1/api-keys",
    tag: "API keys",
    summary: "The API keys of the practice, without their secrets",
    access: "api_key.read",
    query: z.strictObject(listQuery),
    answer: listOf(ApiKeyField, "ApiKeysList"),
    run: async (request) => {
      const { result } = await callVerb(request, listVerb, pageInput(request));
      return { body: pageAnswer(request, result, apiKeyOnWire) };
    },
  }),
  defineOperation({
    id: "createApiKey",
    method: "post",
    path: "/v1/api-keys",
    tag: "API keys",
    summary: "Create an API key that may do no more than you",
    access: "api_key.write",
    status: 201,
    body: CreateApiKeyBody,
    bodyExample: { name: "Nightly export", role: "read_only" },
    answer: CreatedApiKey,
    run: async (request) => {
      const key = await makeKey(request);
      const { result, isReplay } = await callVerb(request, createVerb, {
        ...fromWire(request.body),
        key,
      });
      return { body: { ...apiKeyOnWire(result), key }, isReplay };
    },
  }),
  defineOperation({
    id: "rotateApiKey",
    method: "post",
    path: "/v1/api-keys/{api_key_id}/rotate",
    tag: "API keys",
    summary: "A new key that may do the same; the old one works on for a while",
    access: "api_key.write",
    status: 201,
    params: idParams("api_key_id", "key_01jy0000000000000000000000"),
    body: z
      .strictObject({ overlap_seconds: z.int().min(0).max(2_592_000).default(86_400) })
      .openapi("RotateApiKeyBody"),
    bodyExample: { overlap_seconds: 3600 },
    answer: CreatedApiKey,
    run: async (request) => {
      const key = await makeKey(request);
      const { result, isReplay } = await callVerb(request, rotateVerb, {
        id: request.params.api_key_id,
        key,
        overlapSeconds: request.body.overlap_seconds,
      });
      return { body: { ...apiKeyOnWire(result), key }, isReplay };
    },
  }),
  defineOperation({
    id: "revokeApiKey",
    method: "post",
    path: "/v1/api-keys/{api_key_id}/revoke",
    tag: "API keys",
    summary: "Revoke an API key; within five seconds it opens nothing",
    access: "api_key.write",
    params: idParams("api_key_id", "key_01jy0000000000000000000000"),
    answer: z.object({ id: z.string(), is_revoked: z.boolean() }).openapi("RevokedApiKey"),
    run: async (request) => {
      const { result, isReplay } = await callVerb(request, revokeVerb, {
        id: request.params.api_key_id,
      });
      return { body: { id: result.id, is_revoked: true }, isReplay };
    },
  }),
];

async function makeKey(request: OperationRequest<unknown, unknown, unknown>): Promise<string> {
  const { result } = await callVerb({ ...request, idempotencyKey: undefined }, getPractice, {});
  const { services } = request.ports;
  return newApiKey({ ...services, randomBytes: secretSource(request, "api key") }, result);
}

function apiKeyOnWire(key: Shown): z.input<typeof ApiKeyField> {
  return {
    id: key.id,
    name: key.name,
    role: key.role,
    permissions: key.permissions === null ? null : [...key.permissions],
    created_by: key.createdBy,
    expires_at: key.expiresAt,
    revoked_at: key.revokedAt,
    last_used_at: key.lastUsedAt,
    version: key.version,
    created_at: key.createdAt,
    updated_at: key.updatedAt,
  };
}
