import { serve } from "@hono/node-server";
import type { AddressInfo } from "node:net";
import { LocalSheets, type LocalSheetsOptions } from "../workspace/localSheets.ts";
import { createApp } from "./app.ts";

export interface StartOptions extends LocalSheetsOptions {
  /** 0 or nothing takes a free one. */
  readonly port?: number | undefined;
  readonly host?: string | undefined;
}

export interface RunningLocalSheets {
  readonly url: string;
  readonly port: number;
  readonly sheets: LocalSheets;
  stop(): Promise<void>;
}

/** Starts the server; the address is ready when this resolves. @throws when the port is taken. */
export async function startLocalSheets(options: StartOptions = {}): Promise<RunningLocalSheets> {
  const sheets = new LocalSheets(options);
  const host = options.host ?? "127.0.0.1";
  const app = createApp(sheets);
  const { promise, resolve, reject } = Promise.withResolvers<AddressInfo>();
  const server = serve({ fetch: app.fetch, port: options.port ?? 0, hostname: host }, resolve);
  server.once("error", reject);
  const { port } = await promise;
  return {
    url: `http://${host.includes(":") ? `[${host}]` : host}:${port}`,
    port,
    sheets,
    stop: async () => {
      const closed = new Promise<void>((done) => server.close(() => done()));
      if ("closeAllConnections" in server) server.closeAllConnections();
      await closed;
      sheets.close();
    },
  };
}
