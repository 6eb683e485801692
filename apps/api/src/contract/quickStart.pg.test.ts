import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import * as client from "@rollbook/client";
import { createTestDatabase } from "@rollbook/db/testing";
import { createOwnerApiKey } from "@rollbook/services/apiKey";
import { createPractice } from "@rollbook/services/practice";
import { createServices } from "@rollbook/services/run";
import { startWebhookDelivery } from "@rollbook/services/webhook";
import { expect, test } from "vitest";
import { createApi } from "../createApi.ts";
import { serveApi } from "../serveApi.ts";

const page = new URL("../../../../docs/quick-start.md", import.meta.url);
const policy = {
  isAddressAllowed: (address: string) => address.startsWith("127."),
  isPlainHttpAllowed: true,
};

/** The program of the page, with what it imports handed to it. */
async function programOf(text: string): Promise<(scope: Record<string, unknown>) => Promise<void>> {
  const blocks = [...text.matchAll(/^```js\n(.*?)^```$/gms)].map(([, code]) => code ?? "");
  const code = blocks.join("\n").replaceAll(/^import .*$/gm, "");
  return async (scope) => {
    const run = new Function(...Object.keys(scope), `return (async () => {${code}})();`) as (
      ...values: unknown[]
    ) => Promise<void>;
    await run(...Object.values(scope));
  };
}

test("the quick start runs as it stands", async () => {
  const { database, drop } = await createTestDatabase();
  const services = createServices({ database });
  const { practiceId } = await createPractice(services, {
    name: "Quick start",
    timeZone: "America/Chicago",
    currency: "USD",
    locale: "en-US",
  });
  const { key } = await createOwnerApiKey(services, { practiceId, name: "tests" });
  const app = createApi({ services, secret: "a secret of tests", webhookPolicy: policy });
  const served = await serveApi({ app, port: 0 });
  const webhooks = startWebhookDelivery({ services, policy, everyMs: 20 });
  const printed: string[] = [];
  try {
    const run = await programOf(await readFile(page, "utf8"));
    await run({
      ...client,
      createServer,
      process: { env: { ROLLBOOK_URL: served.url, ROLLBOOK_KEY: key } },
      console: { log: (...parts: unknown[]) => printed.push(parts.map(String).join(" ")) },
    });
  } finally {
    await webhooks.stop();
    await served.stop();
    await drop();
  }
  expect(printed).toEqual([
    expect.stringMatching(/^Quick start: today is \d{4}-\d\d-\d\d in America\/Chicago$/),
    expect.stringMatching(/^invalid_request .*\/birth_date/),
    expect.stringMatching(/^Active, billed from \d{4}-\d\d-\d\d$/),
    expect.stringMatching(/^Never billed, stated start .* \(START-3\)\.$/),
    expect.stringMatching(/^Invoice 1: 249\.95 USD, due \d{4}-\d\d-\d\d$/),
    expect.stringMatching(/^invoice\.issued inv_\w+, signature genuine$/),
  ]);
});
