import { randomBytes } from "node:crypto";
import { createRollbookClient, type RollbookClient } from "@rollbook/client";
import { createTestDatabase } from "@rollbook/db/testing";
import { createOwnerApiKey } from "@rollbook/services/apiKey";
import { createPractice } from "@rollbook/services/practice";
import { createServices, type Services } from "@rollbook/services/run";
import { createApi, type ApiInput } from "../createApi.ts";

export type TestPractice = { practiceId: string; key: string; client: RollbookClient };

export type PracticeApi = {
  app: ReturnType<typeof createApi>;
  services: Services;
  newPractice: (name: string) => Promise<TestPractice>;
  clientOf: (key: string) => RollbookClient;
  databaseUrl: string;
  /** The next record that is given an id fails, as nothing of ours should. */
  failNextId: () => void;
  drop: () => Promise<void>;
};

export const testSecret = "a secret of tests";
export const testInstant = "2026-05-15T12:00:00.000Z";

/** The API over a real, empty database. */
export async function createPracticeApi(overrides: Partial<ApiInput> = {}): Promise<PracticeApi> {
  const { database, url: databaseUrl, drop } = await createTestDatabase();
  let isNextIdFailing = false;
  const services = createServices({
    database,
    clock: () => testInstant,
    randomBytes: (count) => {
      if (!isNextIdFailing) return randomBytes(count);
      isNextIdFailing = false;
      throw new RangeError("no id, for once");
    },
  });
  const app = createApi({
    services,
    secret: testSecret,
    requestsPerMinute: 1_000_000,
    jobs: { send: async () => true },
    ...overrides,
  });
  const clientOf = (key: string) =>
    createRollbookClient({
      baseUrl: "http://rollbook.test",
      apiKey: key,
      maxRetries: 0,
      fetch: async (request) => app.fetch(request),
    });
  return {
    app,
    services,
    clientOf,
    databaseUrl,
    failNextId: () => {
      isNextIdFailing = true;
    },
    drop,
    newPractice: async (name) => {
      const { practiceId } = await createPractice(services, {
        name,
        timeZone: "America/Chicago",
        currency: "USD",
        locale: "en-US",
        isTest: true,
        clockInstant: testInstant,
      });
      const { key } = await createOwnerApiKey(services, { practiceId, name: "tests" });
      return { practiceId, key, client: clientOf(key) };
    },
  };
}
