import { serve } from "@hono/node-server";
import type { AddressInfo } from "node:net";

export type ServedApi = { url: string; port: number; stop: () => Promise<void> };

/** Listens on one address; port 0 takes a free one. Rejects with EADDRINUSE when the port is taken. */
export async function serveApi(input: {
  app: { fetch: (request: Request) => Response | Promise<Response> };
  port: number;
  host?: string;
}): Promise<ServedApi> {
  const host = input.host ?? "127.0.0.1";
  const { promise, resolve, reject } = Promise.withResolvers<AddressInfo>();
  const server = serve({ fetch: input.app.fetch, port: input.port, hostname: host }, resolve);
  server.once("error", reject);
  const { port } = await promise;
  return {
    url: `http://${host.includes(":") ? `[${host}]` : host}:${port}`,
    port,
    stop: async () => {
      const closed = new Promise<void>((done) => server.close(() => done()));
      if ("closeIdleConnections" in server) server.closeIdleConnections();
      await closed;
    },
  };
}
