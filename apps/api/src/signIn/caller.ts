import { getConnInfo } from "@hono/node-server/conninfo";
import type { Caller } from "@rollbook/services/signIn";
import type { Context } from "hono";
import type { ApiEnvironment } from "../environment.ts";

export type CallerOf = (context: Context<ApiEnvironment>) => Caller;

/** @param input.proxyCount how many proxies of ours stand before the server, each adding to X-Forwarded-For */
export function createCallerOf(input: { proxyCount: number }): CallerOf {
  return (context) => ({
    headers: context.req.raw.headers,
    address: forwardedAddress(context, input.proxyCount) ?? ownAddress(context) ?? "unknown",
  });
}

// The address that our outermost proxy saw; what stands before it was written by whoever called.
function forwardedAddress(
  context: Context<ApiEnvironment>,
  proxyCount: number,
): string | undefined {
  if (proxyCount === 0) return undefined;
  const addresses = (context.req.header("x-forwarded-for") ?? "").split(",");
  const address = addresses.at(-proxyCount)?.trim();
  return address === "" ? undefined : address;
}

function ownAddress(context: Context<ApiEnvironment>): string | undefined {
  const isServed = (context.env as { incoming?: unknown } | undefined)?.incoming !== undefined;
  return isServed ? getConnInfo(context).remote.address : undefined;
}
