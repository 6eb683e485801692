import { Hono } from "hono";
import { expect, test } from "vitest";
import type { ApiEnvironment } from "../environment.ts";
import { createCallerOf } from "./caller.ts";

async function addressOf(proxyCount: number, forwarded: string): Promise<string> {
  const callerOf = createCallerOf({ proxyCount });
  const app = new Hono<ApiEnvironment>();
  app.get("/", (context) => context.text(callerOf(context).address));
  const response = await app.request("/", { headers: { "x-forwarded-for": forwarded } });
  return response.text();
}

test.each([
  { proxyCount: 0, forwarded: "203.0.113.9", address: "unknown" },
  { proxyCount: 1, forwarded: "203.0.113.9", address: "203.0.113.9" },
  { proxyCount: 1, forwarded: "198.51.100.1, 203.0.113.9", address: "203.0.113.9" },
  { proxyCount: 2, forwarded: "198.51.100.1, 203.0.113.9, 10.0.0.1", address: "203.0.113.9" },
  { proxyCount: 2, forwarded: "", address: "unknown" },
])("behind $proxyCount proxies, $forwarded is $address", async (given) => {
  expect(await addressOf(given.proxyCount, given.forwarded)).toBe(given.address);
});
