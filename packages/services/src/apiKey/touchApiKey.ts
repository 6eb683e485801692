import { recordApiKeyUse } from "@rollbook/db/apiKey";
import { withPractice } from "@rollbook/db";
import type { Services } from "../run/index.ts";

/** Keeps when a key was used last, to the minute. */
export async function touchApiKey(
  services: Services,
  { practiceId, id }: { practiceId: string; id: string },
): Promise<void> {
  const at = services.clock();
  const unlessSince = new Date(Date.parse(at) - 60_000).toISOString();
  await withPractice(services.database, { practiceId }, (tx) =>
    recordApiKeyUse(tx, { id, at, unlessSince }),
  );
}
