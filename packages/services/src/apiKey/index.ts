export {
  createApiKey,
  CreateApiKeyInput,
  createOwnerApiKey,
  newApiKey,
  type CreatedApiKey,
} from "./createApiKey.ts";
export { resolveApiKey, type ApiKeyPrincipal } from "./resolveApiKey.ts";
export { listApiKeys, revokeApiKey } from "./revokeApiKey.ts";
export { rotateApiKey } from "./rotateApiKey.ts";
export { touchApiKey } from "./touchApiKey.ts";
export { watchApiKeys, type ApiKeyChanges } from "./watchApiKeys.ts";
export { hashOfApiKey, isOperatorKey, makeOperatorKey } from "./secret.ts";
