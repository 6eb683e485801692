import { createMiddleware } from "hono/factory";
import type { ApiEnvironment } from "../environment.ts";
import type { Authenticate } from "../principal.ts";
import { ProblemError } from "../problem/index.ts";

export function authentication(input: { authenticate: Authenticate }) {
  return createMiddleware<ApiEnvironment>(async (context, next) => {
    const token = bearerToken(context.req.header("authorization"));
    if (token === undefined) throw unauthenticated("No API key was sent.");
    const principal = await input.authenticate({ token });
    if (principal === undefined)
      throw unauthenticated("The API key is unknown, expired or revoked.");
    context.set("principal", principal);
    await next();
  });
}

function bearerToken(header: string | undefined): string | undefined {
  return /^Bearer +([\w.~+/-]{1,200}=*) *$/i.exec(header ?? "")?.[1];
}

function unauthenticated(detail: string): ProblemError {
  return new ProblemError({
    code: "unauthenticated",
    detail,
    headers: { "WWW-Authenticate": 'Bearer realm="rollbook"' },
  });
}
