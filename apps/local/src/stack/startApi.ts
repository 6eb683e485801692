import { randomBytes } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createApi, serveApi, type ServedApi } from "@rollbook/api";
import type { ApiKeyChanges } from "@rollbook/services/apiKey";
import type { JobQueue } from "@rollbook/services/jobs";
import type { Processors } from "@rollbook/services/processor";
import type { Services } from "@rollbook/services/run";
import type { AddressPolicy } from "@rollbook/services/webhook";
import { asPortRefusal, servedBy } from "./portRefusal.ts";

/** Serves the HTTP API of the local practice on this machine only. */
export async function startApi(input: {
  services: Services;
  jobs: JobQueue;
  keyChanges: ApiKeyChanges;
  processors: Processors;
  webhookPolicy: AddressPolicy;
  dataFolder: string;
  port: number;
}): Promise<ServedApi> {
  const secret = keptSecret(join(input.dataFolder, "cursor-secret"));
  const app = createApi({
    services: input.services,
    jobs: input.jobs,
    keyChanges: input.keyChanges,
    processors: input.processors,
    webhookPolicy: input.webhookPolicy,
    // One person's own machine: nobody else's share to keep.
    requestsPerMinute: 60_000,
    secret,
    // One's own machine: signed in until a month without a look at it.
    signIn: { sessionHours: 720 },
  });
  try {
    return await serveApi({ app, port: input.port });
  } catch (error) {
    throw asPortRefusal({ error, port: input.port, ...servedBy.api });
  }
}

function keptSecret(file: string): string {
  if (!existsSync(file)) {
    writeFileSync(file, randomBytes(32).toString("base64url"), { mode: 0o600 });
  }
  return readFileSync(file, "utf8");
}
