import { createServer, type Server } from "node:net";
import { asPortRefusal } from "./portRefusal.ts";

export interface WantedPort {
  /** 0: any free one. */
  port: number;
  flag: string;
  what: string;
}

/** Before any work is done: who cannot be reached in the end is told at once. @throws StartRefused */
export async function refuseTakenPorts(wanted: readonly WantedPort[]): Promise<void> {
  const held: Server[] = [];
  try {
    for (const { port, flag, what } of wanted) {
      if (port === 0) continue;
      held.push(
        await hold(port).catch((error: unknown) => {
          throw asPortRefusal({ error, port, flag, what });
        }),
      );
    }
  } finally {
    await Promise.all(held.map(letGo));
  }
}

function hold(port: number): Promise<Server> {
  const { promise, resolve, reject } = Promise.withResolvers<Server>();
  const server = createServer();
  server.once("error", reject);
  server.listen(port, "127.0.0.1", () => resolve(server));
  return promise;
}

function letGo(server: Server): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  server.close(() => resolve());
  return promise;
}
