import { createServer, connect, type AddressInfo, type Socket } from "node:net";

/** before: the COMMIT never arrives. after: it is done, and nobody hears of it. */
export type LostCommit = "before" | "after";

/** Stands between the API and PostgreSQL and can lose the connection at the COMMIT that keeps an idempotency key. */
export async function startCommitLosingProxy({ databaseUrl }: { databaseUrl: string }): Promise<{
  url: string;
  loseNext: (how: LostCommit) => void;
  lostCount: () => number;
  stop: () => Promise<void>;
}> {
  const target = new URL(databaseUrl);
  const state: State = { next: undefined, lostCount: 0 };
  const sockets = new Set<Socket>();
  const server = createServer((client) => {
    const upstream = connect({ host: target.hostname, port: Number(target.port) });
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.setNoDelay(true);
      socket.on("close", () => sockets.delete(socket));
      // A connection that is cut on purpose complains.
      socket.on("error", () => undefined);
    }
    forward({ client, upstream, state });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = new URL(databaseUrl);
  url.hostname = "127.0.0.1";
  url.port = String((server.address() as AddressInfo).port);
  return {
    url: url.href,
    loseNext: (how) => {
      state.next = how;
    },
    lostCount: () => state.lostCount,
    stop: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

type State = { next: LostCommit | undefined; lostCount: number };

function forward(input: { client: Socket; upstream: Socket; state: State }): void {
  const { client, upstream, state } = input;
  let hasKey = false;
  let isLosing = false;
  const cut = () => {
    client.destroy();
    upstream.destroy();
  };
  client.on("data", (chunk: Buffer) => {
    if (chunk.includes("insert into idempotency_key")) hasKey = true;
    if (hasKey && state.next !== undefined && chunk.includes("commit\0")) {
      const how = state.next;
      state.next = undefined;
      state.lostCount += 1;
      if (how === "before") return cut();
      isLosing = true;
    }
    if (/begin [a-z ]*\0/.test(chunk.toString("latin1"))) hasKey = false;
    upstream.write(chunk);
  });
  upstream.on("data", (chunk: Buffer) => {
    if (!isLosing) client.write(chunk);
    else if (chunk.includes("COMMIT\0")) cut();
  });
  client.on("end", () => upstream.end());
  upstream.on("end", () => client.end());
}
