const harmless = new Set(["GET", "HEAD", "OPTIONS"]);

/**
 * Whether a request that a cookie speaks for was made by a page of ours. Browsers send Origin with everything that changes
 * something, and a page of another site cannot forge it.
 */
export function isFromOwnPage(input: {
  method: string;
  url: string;
  headers: Headers;
  publicUrl: string | undefined;
}): boolean {
  const { method, url, headers, publicUrl } = input;
  const site = headers.get("sec-fetch-site");
  if (site === "cross-site") return false;
  const origin = headers.get("origin");
  if (origin !== null) return origin === (publicUrl ?? ownOrigin(url, headers));
  return harmless.has(method) || site === "same-origin";
}

// Without a public address the server is reached as it is: by the name in Host.
function ownOrigin(url: string, headers: Headers): string {
  const { protocol, host } = new URL(url);
  return `${protocol}//${headers.get("host") ?? host}`;
}
