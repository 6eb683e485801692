import { createMiddleware } from "hono/factory";
import { bodyLimit } from "hono/body-limit";
import type { ApiEnvironment } from "../environment.ts";
import { ProblemError } from "../problem/index.ts";

/** One limit for all, and larger ones for the addresses that take files. */
export function limitBody(input: { maxBytes: number; maxBytesOf: ReadonlyMap<string, number> }) {
  const usual = limitOf(input.maxBytes);
  const others = new Map(
    [...input.maxBytesOf].map(([path, maxBytes]) => [path, limitOf(maxBytes)]),
  );
  return createMiddleware<ApiEnvironment>((context, next) =>
    (others.get(context.req.path) ?? usual)(context, next),
  );
}

function limitOf(maxBytes: number) {
  return bodyLimit({
    maxSize: maxBytes,
    onError: () => {
      throw new ProblemError({
        code: "payload_too_large",
        detail: `The body is over the limit of ${maxBytes} bytes.`,
      });
    },
  });
}
