import type { MiddlewareHandler } from "hono";

const ownNames =
  /^(\[[0-9a-f:]+\]|\d{1,3}(\.\d{1,3}){3}|[^.]+|.*\.(localhost|local|internal|test))$/i;

/**
 * A page of the internet can have its own name point at this machine and then read what a server here answers. It
 * comes with that name: only addresses, names without a dot and names of private networks are answered.
 */
export const onlyOwnAddress: MiddlewareHandler = async (context, next) => {
  const { hostname } = new URL(context.req.url);
  if (ownNames.test(hostname)) return next();
  const message = `This server does not answer as "${hostname}". Use 127.0.0.1 or localhost.`;
  return context.json({ error: { code: 403, message, status: "PERMISSION_DENIED" } }, 403);
};
