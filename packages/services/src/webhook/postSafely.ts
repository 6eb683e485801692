import { lookup as resolveHost } from "node:dns";
import { request as requestHttp } from "node:http";
import { request as requestHttps, type RequestOptions } from "node:https";
import { isIP, type LookupFunction } from "node:net";

export type PostOutcome =
  | { kind: "answered"; status: number }
  | { kind: "refused"; reason: string }
  | { kind: "failed"; reason: string };

export type AddressPolicy = {
  isAddressAllowed: (address: string) => boolean;
  isPlainHttpAllowed: boolean;
};

/**
 * Posts to a stranger's URL. The address that the name resolves to is checked and is the one connected to; redirects
 * are not followed; the answer's body is not read.
 */
export function postSafely(input: {
  url: string;
  headers: Record<string, string>;
  body: string;
  timeoutMs: number;
  policy: AddressPolicy;
}): Promise<PostOutcome> {
  const target = readTarget(input);
  if (target.kind === "refused") return Promise.resolve(target);
  const { url } = target;
  const options: RequestOptions = {
    method: "POST",
    headers: { ...input.headers, "content-length": Buffer.byteLength(input.body) },
    lookup: checkedLookup(input.policy),
    agent: false,
    signal: AbortSignal.timeout(input.timeoutMs),
  };
  const send = url.protocol === "https:" ? requestHttps : requestHttp;
  return new Promise((resolve) => {
    const request = send(url, options, (response) => {
      response.destroy();
      resolve({ kind: "answered", status: response.statusCode ?? 0 });
    });
    request.on("error", (error) => resolve(outcomeOf(error)));
    request.end(input.body);
  });
}

class AddressRefused extends Error {}

function outcomeOf(error: Error): PostOutcome {
  if (error instanceof AddressRefused) return { kind: "refused", reason: error.message };
  if (error.name === "AbortError" || error.name === "TimeoutError")
    return { kind: "failed", reason: "no answer in time" };
  const code = "code" in error && typeof error.code === "string" ? error.code : error.name;
  return { kind: "failed", reason: code };
}

export function readTarget(input: {
  url: string;
  policy: AddressPolicy;
}): { kind: "target"; url: URL } | { kind: "refused"; reason: string } {
  const url = URL.canParse(input.url) ? new URL(input.url) : undefined;
  if (url === undefined) return { kind: "refused", reason: "this is not a URL" };
  const isPlainHttp = url.protocol === "http:";
  if (url.protocol !== "https:" && !(isPlainHttp && input.policy.isPlainHttpAllowed)) {
    return { kind: "refused", reason: "the URL must begin with https://" };
  }
  if (url.username !== "" || url.password !== "")
    return { kind: "refused", reason: "the URL must not hold credentials" };
  const host = url.hostname.replace(/^\[|\]$/g, "");
  // A literal address is never looked up, so it is checked here.
  if (isIP(host) !== 0 && !input.policy.isAddressAllowed(host))
    return { kind: "refused", reason: notPublic };
  return { kind: "target", url };
}

const notPublic = "the URL leads to an address that is not public";

function checkedLookup(policy: AddressPolicy): LookupFunction {
  return (hostname, options, callback) => {
    resolveHost(hostname, { ...options, all: true }, (error, addresses) => {
      if (error !== null) return callback(error, "");
      const [first] = addresses;
      const isSafe =
        first !== undefined && addresses.every(({ address }) => policy.isAddressAllowed(address));
      if (!isSafe) return callback(new AddressRefused(notPublic), "");
      return options.all === true
        ? callback(null, addresses)
        : callback(null, first.address, first.family);
    });
  };
}
