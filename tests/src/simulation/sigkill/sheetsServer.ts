import { createServer, type IncomingMessage } from "node:http";
import { once } from "node:events";
import { responseOf, type PeopleSheet } from "../sheet.ts";

/** The practice's sheet over HTTP, for the length of one run of a child; whoever starts it may stop the traffic. */
export async function serveSheet(input: {
  sheet: PeopleSheet;
  /** Asked before and after each request is applied. */
  at: (point: string) => Promise<"go_on" | "dead">;
}): Promise<{ url: string; close: () => void }> {
  const server = createServer((request, response) => {
    void (async () => {
      const body = await textOf(request);
      const isWrite = (request.url ?? "").includes(":batchUpdate");
      const before = await input.at(isWrite ? "before the write" : "before the read");
      // What a process had not sent when it died never arrives.
      if (before === "dead") return void response.destroy();
      const answer = responseOf(
        input.sheet.answer({
          method: request.method ?? "GET",
          target: request.url ?? "/",
          ...(body === "" ? {} : { body }),
        }),
      );
      const text = await answer.text();
      await input.at(isWrite ? "after the write" : "after the read");
      response.writeHead(answer.status, { "content-type": "application/json" }).end(text);
    })();
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}/`,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

async function textOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString("utf8");
}
