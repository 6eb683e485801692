export {
  apiKeyTable,
  recordApiKeyUse,
  resolveApiKey,
  type ApiKeyRecord,
  type ResolvedApiKey,
} from "./apiKeyRecord.ts";
