import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, test } from "vitest";
import { postSafely, type AddressPolicy } from "./postSafely.ts";
import { isPublicAddress } from "./publicAddress.ts";

const onlyPublic: AddressPolicy = { isAddressAllowed: isPublicAddress, isPlainHttpAllowed: true };
const anything: AddressPolicy = { isAddressAllowed: () => true, isPlainHttpAllowed: true };

let server: Server | undefined;
afterEach(() => server?.close());

async function listen(answer: { status: number; location?: string }) {
  const bodies: string[] = [];
  server = createServer((request, response) => {
    let body = "";
    request.on("data", (chunk: Buffer) => (body += chunk.toString()));
    request.on("end", () => {
      bodies.push(body);
      response.writeHead(
        answer.status,
        answer.location === undefined ? {} : { location: answer.location },
      );
      response.end("x".repeat(100_000));
    });
  });
  const listening = server;
  await new Promise<void>((resolve) => listening.listen(0, "127.0.0.1", resolve));
  return { port: (listening.address() as AddressInfo).port, bodies };
}

const send = (url: string, policy: AddressPolicy) =>
  postSafely({
    url,
    headers: { "content-type": "application/json" },
    body: "{}",
    timeoutMs: 5000,
    policy,
  });

test("posts where the policy lets it", async () => {
  const { port, bodies } = await listen({ status: 200 });
  expect(await send(`http://127.0.0.1:${port}/hook`, anything)).toEqual({
    kind: "answered",
    status: 200,
  });
  expect(bodies).toEqual(["{}"]);
});

const waysToThisMachine = [
  "127.0.0.1",
  "localhost",
  "LOCALHOST",
  "[::1]",
  "0x7f000001",
  "0x7f.1",
  "0177.0.0.1",
  "127.1",
  "2130706433",
  "0",
  "0.0.0.0",
  "[::]",
  "[::ffff:127.0.0.1]",
  "[::ffff:7f00:1]",
  "[::127.0.0.1]",
  "[64:ff9b::127.0.0.1]",
  "[2002:7f00:1::]",
  "１２７.0.0.1",
];
test.each(waysToThisMachine)("never reaches http://%s, by literal or by name", async (host) => {
  const { port, bodies } = await listen({ status: 200 });
  expect(await send(`http://${host}:${port}/`, onlyPublic)).toMatchObject({ kind: "refused" });
  expect(bodies).toEqual([]);
});

test.each([
  "169.254.169.254",
  "0xa9fea9fe",
  "[::ffff:169.254.169.254]",
  "[fd00:ec2::254]",
  "[fe80::1]",
  "100.100.100.200",
  "192.168.0.1",
  "10.0.0.1",
  "172.16.0.1",
])("never reaches http://%s, where clouds and networks keep their own", async (host) => {
  expect(await send(`http://${host}/latest/meta-data/`, onlyPublic)).toMatchObject({
    kind: "refused",
  });
});

test("a redirect is an answer and is not followed", async () => {
  const { port, bodies } = await listen({ status: 302, location: "http://127.0.0.1:1/" });
  expect(await send(`http://localhost:${port}/`, anything)).toEqual({
    kind: "answered",
    status: 302,
  });
  expect(bodies.length).toBe(1);
});

test.each([
  { url: "ftp://example.com/", reason: "the URL must begin with https://" },
  { url: "https://user:secret@example.com/", reason: "the URL must not hold credentials" },
  { url: "nonsense", reason: "this is not a URL" },
])("refuses $url", async ({ url, reason }) => {
  expect(await send(url, onlyPublic)).toEqual({ kind: "refused", reason });
});

test("nobody there is a failure, not a crash", async () => {
  const { port } = await listen({ status: 200 });
  server?.close();
  expect(await send(`http://127.0.0.1:${port}/`, anything)).toMatchObject({ kind: "failed" });
});
