import { readStripeSecrets } from "./routes/stripe/index.ts";
import { readStripeKeys } from "@rollbook/services/processor";
import { readPaymentsCutOver } from "@rollbook/services/migration";
import * as z from "zod";

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
  STRIPE_WEBHOOK_SECRETS: z
    .string()
    .default("")
    .transform((text, context) => {
      try {
        return readStripeSecrets(text);
      } catch (error) {
        context.addIssue({ code: "custom", message: (error as Error).message });
        return z.NEVER;
      }
    }),
  STRIPE_SECRET_KEYS: z
    .string()
    .default("")
    .transform((text, context) => {
      try {
        return readStripeKeys(text);
      } catch (error) {
        context.addIssue({ code: "custom", message: (error as Error).message });
        return z.NEVER;
      }
    }),
  ROLLBOOK_PAYMENTS_CUT_OVER_ON: z
    .string()
    .default("")
    .transform((text, context) => {
      try {
        return readPaymentsCutOver(text);
      } catch (error) {
        context.addIssue({ code: "custom", message: (error as Error).message });
        return z.NEVER;
      }
    }),
  REQUESTS_PER_MINUTE: z.coerce.number().int().min(1).default(6000),
});
export type Configuration = z.infer<typeof Configuration>;

/** @throws RangeError with a sentence for each variable that is wrong */
export function readConfiguration(
  environment: Readonly<Record<string, string | undefined>>,
): Configuration {
  const parsed = Configuration.safeParse(environment);
  if (parsed.success) return parsed.data;
  const sentences = parsed.error.issues.map(
    ({ path, message }) => `${path.join(".")}: ${message}.`,
  );
  throw new RangeError(sentences.join("\n"));
}
