import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createOwnerApiKey } from "@rollbook/services/apiKey";
import type { Services } from "@rollbook/services/run";

/** Writes an owner's key of the practice to DIR/api-key, once; the database keeps only its hash. */
export async function keepApiKey(input: {
  services: Services;
  dataFolder: string;
  practiceId: string;
}): Promise<string> {
  const file = join(input.dataFolder, "api-key");
  if (existsSync(file)) return file;
  const { key } = await createOwnerApiKey(input.services, {
    practiceId: input.practiceId,
    name: "Owner of this machine's practice",
  });
  writeFileSync(file, `${key}\n`, { mode: 0o600 });
  return file;
}
