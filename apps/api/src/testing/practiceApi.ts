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
  drop: () => Promise<void>;
};

export const testInstant = "2026-05-15T12:00:00.000Z";

/** The API over a real, empty database. */
export async function createPracticeApi(overrides: Partial<ApiInput> = {}): Promise<PracticeApi> {
  const { database, drop } = await createTestDatabase();
  const services = createServices({ database, clock: () => testInstant });
  const app = createApi({
    services,
    secret: "a secret of tests",
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
