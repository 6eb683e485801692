import { readStripeSecrets } from "./routes/stripe/index.ts";
import { googleDiscoveryUrl } from "@rollbook/services/signIn";
import { readBy } from "@rollbook/services/configuration";
import { readStripeKeys } from "@rollbook/services/processor";
import { readPaymentsCutOver } from "@rollbook/services/migration";
import * as z from "zod";

const Origin = z
  .url({ protocol: /^https?$/, error: "must be an address such as https://rollbook.example.com" })
  .refine((text) => new URL(text).pathname === "/", "must be an address without a path")
  .transform((text) => new URL(text).origin);

const Configuration = z.object({
  DATABASE_URL: z.url({
    protocol: /^postgres(ql)?$/,
    error: "must be postgres://USER:PASSWORD@HOST:PORT/DATABASE",
  }),
  ROLLBOOK_SECRET: z
    .string({ error: "must be set to 32 or more random characters, the same on every server" })
    .min(32, "must be 32 or more random characters, the same on every server"),
  PORT: z.coerce.number().int().min(0).max(65_535).default(8080),
  HOST: z.string().min(1).default("127.0.0.1"),
  LOG_LEVEL: z.enum(["fatal", "error", "warn", "info", "debug", "silent"]).default("info"),
  STRIPE_WEBHOOK_SECRETS: readBy(readStripeSecrets),
  STRIPE_SECRET_KEYS: readBy(readStripeKeys),
  ROLLBOOK_PAYMENTS_CUT_OVER_ON: readBy(readPaymentsCutOver),
  PUBLIC_URL: Origin.optional(),
  DRIVE_PUSH_SECRET: z.string().min(16, "must be 16 or more random characters").optional(),
  GOOGLE_CLIENT_ID: z.string().min(1).optional(),
  GOOGLE_CLIENT_SECRET: z.string().min(1).optional(),
  GOOGLE_DISCOVERY_URL: z
    .url({ protocol: /^https?$/, error: "must be the address of an OpenID discovery document" })
    .default(googleDiscoveryUrl),
  SESSION_HOURS: z.coerce.number().int().min(1).max(720).default(12),
  TRUSTED_PROXIES: z.coerce.number().int().min(0).max(10).default(0),
  REQUESTS_PER_MINUTE: z.coerce.number().int().min(1).default(6000),
});
export type Configuration = z.infer<typeof Configuration>;

/** @throws RangeError with a sentence for each variable that is wrong */
export function readConfiguration(
  environment: Readonly<Record<string, string | undefined>>,
): Configuration {
  const parsed = Configuration.safeParse(environment);
  if (parsed.success) return withWholeGoogle(parsed.data);
  const sentences = parsed.error.issues.map(
    ({ path, message }) => `${path.join(".")}: ${message}.`,
  );
  throw new RangeError(sentences.join("\n"));
}

function withWholeGoogle(configuration: Configuration): Configuration {
  const { GOOGLE_CLIENT_ID: id, GOOGLE_CLIENT_SECRET: secret, PUBLIC_URL } = configuration;
  if ((id === undefined) !== (secret === undefined))
    throw new RangeError(
      "GOOGLE_CLIENT_ID and GOOGLE_CLIENT_SECRET: set both to sign people in with Google, or neither.",
    );
  if (id !== undefined && PUBLIC_URL === undefined)
    throw new RangeError(
      "PUBLIC_URL: Google sends people back to it, so it must be set with them.",
    );
  return configuration;
}

/** How people sign in, of what was configured. */
export function signInOf(configuration: Configuration) {
  const { GOOGLE_CLIENT_ID: clientId, GOOGLE_CLIENT_SECRET: clientSecret } = configuration;
  const discoveryUrl = configuration.GOOGLE_DISCOVERY_URL;
  return {
    publicUrl: configuration.PUBLIC_URL,
    sessionHours: configuration.SESSION_HOURS,
    proxyCount: configuration.TRUSTED_PROXIES,
    google:
      clientId === undefined || clientSecret === undefined
        ? undefined
        : { clientId, clientSecret, discoveryUrl },
  };
}
