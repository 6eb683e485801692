export {
  apiKeyTable,
  resolveApiKey,
  type ApiKeyRecord,
  type ResolvedApiKey,
} from "./apiKeyRecord.ts";
