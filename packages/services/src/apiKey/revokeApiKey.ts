import * as z from "zod";
import { asPage, changeRecords, defineVerb, ListInput } from "../run/index.ts";
import { apiKeyKind } from "./createApiKey.ts";

export const revokeApiKey = defineVerb({
  name: "api_key.revoke",
  permission: "api_key.write",
  input: z.strictObject({ id: z.string() }),
  run: async ({ input, ...given }) => {
    await changeRecords(given, apiKeyKind, [
      { id: input.id, changes: { revokedAt: given.instant } },
    ]);
    return { id: input.id };
  },
});

export const listApiKeys = defineVerb({
  name: "api_key.list",
  permission: "api_key.read",
  input: ListInput,
  run: async ({ tx, input }) => {
    const found = await apiKeyKind.table.list(tx, { after: input.after, limit: input.limit + 1 });
    return asPage(
      found.map(({ hash: _hash, ...shown }) => shown),
      input.limit,
    );
  },
  audit: ({ result }) => ({ entityId: null, detail: { count: result.data.length } }),
});
