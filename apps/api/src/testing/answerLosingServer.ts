import process from "node:process";
import { openDatabase } from "@rollbook/db";
import { createServices } from "@rollbook/services/run";
import { createApi } from "../createApi.ts";
import { serveApi } from "../serveApi.ts";
import { testInstant, testSecret } from "./practiceApi.ts";

// A program of its own, to be killed: it does what is asked, tells its parent the answer and never the caller.
const database = openDatabase({ url: process.env.DATABASE_URL ?? "" });
const app = createApi({
  services: createServices({ database, clock: () => testInstant }),
  secret: testSecret,
  jobs: { send: async () => true },
});
const never = new Promise<Response>(() => undefined);

const { url } = await serveApi({
  port: 0,
  app: {
    fetch: async (request) => {
      const response = await app.fetch(request);
      process.send?.({ status: response.status, body: await response.json() });
      return never;
    },
  },
});
process.send?.({ url });
