import process from "node:process";
import { migrate, openDatabase } from "@rollbook/db";
import { watchApiKeys } from "@rollbook/services/apiKey";
import { openJobQueue } from "@rollbook/services/jobs";
import { createProcessors, createProcessorSimulator } from "@rollbook/services/processor";
import { openSharedCounter } from "@rollbook/services/rateLimit";
import { createServices } from "@rollbook/services/run";
import { startTracing } from "@rollbook/services/tracing";
import { isPublicAddress, startWebhookDelivery } from "@rollbook/services/webhook";
import { pino } from "pino";
import { readConfiguration, signInOf } from "./configuration.ts";
import { createApi, serveApi } from "./index.ts";

const webhookPolicy = { isAddressAllowed: isPublicAddress, isPlainHttpAllowed: false };

await main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});

async function main(): Promise<void> {
  const configuration = readConfiguration(process.env);
  const log = pino({ level: configuration.LOG_LEVEL });
  const database = openDatabase({ url: configuration.DATABASE_URL });
  await migrate({ database });
  const services = createServices({
    database,
    paymentsCutOverOn: configuration.ROLLBOOK_PAYMENTS_CUT_OVER_ON,
  });
  const onError = (error: unknown) => log.error({ error: nameOf(error) }, "background work failed");
  const tracing = await startTracing({ environment: process.env, serviceName: "rollbook-api" });
  const jobs = await openJobQueue({ url: configuration.DATABASE_URL, onError });
  const webhooks = startWebhookDelivery({ services, policy: webhookPolicy, onError });
  const app = createApi({
    services,
    jobs,
    keyChanges: watchApiKeys(services, { onError }),
    log,
    tracer: tracing.tracer,
    webhookPolicy,
    secret: configuration.ROLLBOOK_SECRET,
    signIn: signInOf(configuration),
    processors: createProcessors({
      stripeKeys: configuration.STRIPE_SECRET_KEYS,
      simulator: createProcessorSimulator({ clock: services.clock }),
    }),
    stripeSecrets: configuration.STRIPE_WEBHOOK_SECRETS,
    drivePushSecret: configuration.DRIVE_PUSH_SECRET,
    requestsPerMinute: configuration.REQUESTS_PER_MINUTE,
    requestCounter: openSharedCounter(database, { name: "api", windowSeconds: 60 }),
  });
  const served = await serveApi({ app, port: configuration.PORT, host: configuration.HOST });
  log.info({ url: served.url }, "serving");
  const stop = async () => {
    await served.stop();
    await webhooks.stop();
    await jobs.stop();
    await tracing.stop();
    await database.close();
  };
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => void stop());
}

// The message of an unknown error may quote what a person typed.
function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : typeof error;
}
