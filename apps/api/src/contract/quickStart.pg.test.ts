import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { createTestDatabase } from "@rollbook/db/testing";
import { createOwnerApiKey } from "@rollbook/services/apiKey";
import { createPractice } from "@rollbook/services/practice";
import { createServices } from "@rollbook/services/run";
import { startWebhookDelivery } from "@rollbook/services/webhook";
import { expect, test } from "vitest";
import { createApi } from "../createApi.ts";
import { serveApi } from "../serveApi.ts";

const page = new URL("../../../../docs/quick-start.md", import.meta.url);
const client = new URL("../../../../packages/client/src/index.ts", import.meta.url).href;
const policy = {
  isAddressAllowed: (address: string) => address.startsWith("127."),
  isPlainHttpAllowed: true,
};

/** The program of the page, in a folder of its own, run by a Node of its own; answers what it printed. */
async function runPage(environment: Record<string, string>): Promise<string[]> {
  const text = await readFile(page, "utf8");
  const blocks = [...text.matchAll(/^```js\n(.*?)^```$/gms)].map(([, code]) => code ?? "");
  const program = blocks.join("\n").replace('"@rollbook/client"', JSON.stringify(client));
  const folder = await mkdtemp(join(tmpdir(), "rollbook-quick-start-"));
  try {
    const file = join(folder, "program.mjs");
    await writeFile(file, program);
    const { stdout } = await promisify(execFile)(process.execPath, [file], {
      env: { ...process.env, ...environment },
    });
    return stdout.trimEnd().split("\n");
  } finally {
    await rm(folder, { recursive: true });
  }
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
  let printed: string[];
  try {
    printed = await runPage({ ROLLBOOK_URL: served.url, ROLLBOOK_KEY: key });
  } finally {
    await webhooks.stop();
    await served.stop();
    await drop();
  }
  expect(printed).toEqual([
    expect.stringMatching(/^Quick start: today is \d{4}-\d\d-\d\d in America\/Chicago$/),
    expect.stringMatching(/^invalid_request .*\/birth_date must be a day that there is/),
    expect.stringMatching(/^Active, billed from \d{4}-\d\d-\d\d$/),
    expect.stringMatching(/^Never billed, stated start .* \(START-3\)\.$/),
    expect.stringMatching(/^Invoice 1: 249\.95 USD, due \d{4}-\d\d-\d\d$/),
    expect.stringMatching(/^invoice\.issued inv_\w+, signature genuine$/),
  ]);
});
