import type * as dns from "node:dns";
import { lookup } from "node:dns";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { postSafely, type AddressPolicy } from "./postSafely.ts";

vi.mock("node:dns", async (original) => ({
  ...(await original<typeof dns>()),
  lookup: vi.fn(),
}));

type Answers = { address: string; family: number }[];

/** A name server that answers otherwise each time it is asked. */
function answering(...answers: Answers[]): void {
  vi.mocked(lookup).mockImplementation(((
    _name: string,
    _options: object,
    callback: (error: null, addresses: Answers) => void,
  ) => callback(null, answers.shift() ?? [])) as never);
}

const asked: string[] = [];
let server: Server;
let port: number;
beforeEach(async () => {
  asked.length = 0;
  vi.mocked(lookup).mockReset();
  server = createServer((request, response) => {
    asked.push(request.socket.localAddress ?? "");
    response.end();
  });
  await new Promise<void>((resolve) => server.listen(0, "0.0.0.0", resolve));
  port = (server.address() as AddressInfo).port;
});
afterEach(() => server.close());

/** As if 127.0.0.2 were public and 127.0.0.1 were not. */
const policy: AddressPolicy = {
  isAddressAllowed: (address) => address === "127.0.0.2",
  isPlainHttpAllowed: true,
};
const send = () =>
  postSafely({
    url: `http://rebinding.test:${port}/`,
    headers: {},
    body: "{}",
    timeoutMs: 5000,
    policy,
  });
const open = { address: "127.0.0.2", family: 4 };
const closed = { address: "127.0.0.1", family: 4 };

test("a name is asked for once, and the address that was checked is the one connected to", async () => {
  answering([open], [closed], [closed]);
  expect(await send()).toEqual({ kind: "answered", status: 200 });
  expect(lookup).toHaveBeenCalledTimes(1);
  expect(asked).toEqual(["127.0.0.2"]);
});

test("a name that leads elsewhere the next time is refused then", async () => {
  answering([open], [closed]);
  expect(await send()).toMatchObject({ kind: "answered" });
  expect(await send()).toMatchObject({ kind: "refused" });
  expect(asked).toEqual(["127.0.0.2"]);
});

test("one address of several that is not public refuses them all", async () => {
  answering([open, closed]);
  expect(await send()).toMatchObject({ kind: "refused" });
  expect(asked).toEqual([]);
});

test("a name that leads nowhere is no crash", async () => {
  answering([]);
  expect(await send()).toMatchObject({ kind: "refused" });
});
