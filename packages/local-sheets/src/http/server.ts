import { serve } from "@hono/node-server";
import type { AddressInfo } from "node:net";
import { LocalSheets, type LocalSheetsOptions } from "../workspace/localSheets.ts";
import type { Notification } from "../drive/channels.ts";
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

/** Sends one notification; who does not answer is not told again. */
function post({ address, headers }: Notification): void {
  fetch(address, { method: "POST", headers }).catch(() => undefined);
}

const tickMs = 250;

/** As long as Google's: a client that pauses finds its connection still open. */
const keepAliveMs = 240_000;

/** Lets late requests land and waiting changes show while nobody asks. */
function keepTime(sheets: LocalSheets): () => void {
  const timer = setInterval(() => {
    sheets.landDue();
    sheets.workspace.changes.settle();
  }, tickMs);
  timer.unref();
  return () => clearInterval(timer);
}

/** Starts the server; the address is ready when this resolves. @throws when the port is taken. */
export async function startLocalSheets(options: StartOptions = {}): Promise<RunningLocalSheets> {
  const sheets = new LocalSheets(options);
  sheets.workspace.channels.send = post;
  const stopTimer = keepTime(sheets);
  const host = options.host ?? "127.0.0.1";
  const app = createApp(sheets);
  const { promise, resolve, reject } = Promise.withResolvers<AddressInfo>();
  const server = serve({ fetch: app.fetch, port: options.port ?? 0, hostname: host }, resolve);
  server.once("error", reject);
  if ("keepAliveTimeout" in server) server.keepAliveTimeout = keepAliveMs;
  const { port } = await promise;
  return {
    url: `http://${host.includes(":") ? `[${host}]` : host}:${port}`,
    port,
    sheets,
    stop: async () => {
      stopTimer();
      const closed = new Promise<void>((done) => server.close(() => done()));
      if ("closeAllConnections" in server) server.closeAllConnections();
      await closed;
      sheets.close();
    },
  };
}
