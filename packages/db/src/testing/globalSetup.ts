import { startTestServer, type TestServer } from "./testServer.ts";

let server: TestServer | undefined;

/** One server for a whole vitest run; the workers inherit its address. */
export async function setup(): Promise<void> {
  if (process.env.ROLLBOOK_TEST_POSTGRES !== undefined) return;
  server = await startTestServer();
  process.env.ROLLBOOK_TEST_POSTGRES = server.url;
}

export async function teardown(): Promise<void> {
  if (server === undefined) return;
  await server.stop();
  delete process.env.ROLLBOOK_TEST_POSTGRES;
}
