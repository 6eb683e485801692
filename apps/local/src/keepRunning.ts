import { once } from "node:events";
import { createInterface } from "node:readline";
import { watchApiKeys } from "@rollbook/services/apiKey";
import { startAuditWorker } from "@rollbook/services/audit";
import { startIdempotencyPurge } from "@rollbook/services/idempotencyKey";
import { startAutopayWorker } from "@rollbook/services/autopay";
import { startMigrationWorker } from "@rollbook/services/migration";
import { openJobQueue } from "@rollbook/services/jobs";
import { createProcessors } from "@rollbook/services/processor";
import { isPublicAddress, startWebhookDelivery } from "@rollbook/services/webhook";
import { startBillingWorker, startSyncWorker } from "@rollbook/sync";
import { sampleProcessor } from "./sample/sampleProcessor.ts";
import type { Stack, StartInput } from "./start.ts";
import { syncLines } from "./syncLines.ts";
import { dashboardLinks } from "./stack/dashboardLink.ts";
import { startApi } from "./stack/startApi.ts";
import type { StartedParts } from "./stack/startedParts.ts";

const lookEveryMs = 1000;

/** Serves, syncs what changes and bills what comes due, until the signal. */
export async function keepRunning({
  options,
  signal,
  write,
  stack,
  parts,
}: StartInput & { stack: Stack; parts: StartedParts }): Promise<void> {
  const { services, sheets, database, folder, practice } = stack;
  const onError = (error: unknown) => write(`  ${describeError(error)}\n`);
  const queue = await openJobQueue({ url: database.url, onError });
  parts.add("The job queue", () => queue.stop());
  const worker = await startSyncWorker({
    services,
    sheets: sheets.client,
    queue,
    everyMs: sheets.isLocal ? lookEveryMs : 60_000,
    onError,
    onResult: (_, result) => {
      for (const line of syncLines(result)) write(`  ${line}\n`);
    },
  });
  parts.add("The sync", worker.stop);
  const billing = await startBillingWorker({ services, queue, onError });
  parts.add("The billing run", billing.stop);
  const processors = createProcessors(
    stack.isSample ? { simulator: sampleProcessor(services) } : {},
  );
  const migration = await startMigrationWorker({ services, queue, onError });
  parts.add("The payments migration", () => migration.stop());
  if (stack.isSample) {
    // No money moves: a simulator takes what autopay hands over. A real practice would record what nobody paid.
    const autopay = await startAutopayWorker({ services, queue, processors, onError });
    parts.add("Autopay", () => autopay.stop());
  }
  const idempotency = await startIdempotencyPurge({ services, queue, onError });
  parts.add("The idempotency keys", () => idempotency.stop());
  const audit = await startAuditWorker({ services, queue, onError });
  parts.add("The audit trail", () => audit.stop());
  const policy = onThisMachine;
  const webhooks = startWebhookDelivery({ services, policy, onError });
  parts.add("The webhooks", () => webhooks.stop());
  const api = await startApi({
    services,
    jobs: queue,
    keyChanges: watchApiKeys(services, { onError }),
    processors,
    webhookPolicy: policy,
    dataFolder: folder.path,
    port: options.apiPort,
  });
  parts.add("The API", api.stop);
  const { practiceId } = practice;
  const newLink = dashboardLinks({ services, practiceId, apiUrl: api.url });
  const sheetUrl = sheets.pageOf(practice.spreadsheetId);
  write(addresses({ apiUrl: api.url, sheetUrl, dashboardUrl: await newLink() }));
  if (process.stdin.isTTY) onEnter({ write, newLink, parts });
  if (!signal.aborted) await once(signal, "abort");
  write("\n  Stopping.\n");
}

// Whoever tries Rollbook here receives webhooks here; a server sends to public https addresses only.
const onThisMachine = {
  isAddressAllowed: (address: string) =>
    address.startsWith("127.") || address === "::1" || isPublicAddress(address),
  isPlainHttpAllowed: true,
};

/** The link opens once: Enter prints another, for another browser. */
function onEnter(input: {
  write: (text: string) => void;
  newLink: () => Promise<string>;
  parts: StartedParts;
}): void {
  const terminal = createInterface({ input: process.stdin });
  terminal.on("line", () => {
    void input.newLink().then(
      (link) => input.write(`  Dashboard  ${link}\n`),
      (error: unknown) => input.write(`  ${describeError(error)}\n`),
    );
  });
  input.parts.add("The keyboard", async () => terminal.close());
}

function addresses(input: { apiUrl: string; sheetUrl: string; dashboardUrl: string }): string {
  return [
    "",
    `  Sheet      ${input.sheetUrl}`,
    `  Dashboard  ${input.dashboardUrl}`,
    `  API        ${input.apiUrl}/v1`,
    `  Docs       ${input.apiUrl}/docs`,
    "",
    "  The dashboard's link opens once and signs you in; Enter prints another. Edit the sheet and watch",
    "  Rollbook's columns follow. Ctrl-C stops everything; the data stays.",
    "",
  ].join("\n");
}

const describeError = (error: unknown): string =>
  error instanceof Error ? `${error.name}: ${error.message}` : String(error);
