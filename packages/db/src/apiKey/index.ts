export {
  apiKeyTable,
  recordApiKeyUse,
  resolveApiKey,
  type ApiKeyRecord,
  type ResolvedApiKey,
} from "./apiKeyRecord.ts";
export { hearOfApiKeys } from "./hearOfApiKeys.ts";
