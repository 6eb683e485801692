import { createMiddleware } from "hono/factory";
import type { ApiEnvironment } from "../environment.ts";
import { ProblemError } from "../problem/index.ts";
import { isFromOwnPage } from "../signIn/index.ts";

/** Refuses what another site's page sends, before anything is looked at. */
export function ownPagesOnly(input: { publicUrl: string | undefined }) {
  return createMiddleware<ApiEnvironment>(async (context, next) => {
    const { method, url, raw } = context.req;
    const isOwn = isFromOwnPage({ method, url, headers: raw.headers, publicUrl: input.publicUrl });
    // A redirect from the place where somebody signed in is another site's by nature; its state is checked instead.
    if (!isOwn && !context.req.path.startsWith("/auth/callback/")) {
      throw new ProblemError({
        code: "forbidden",
        detail: "Signing in is for the dashboard's own pages; this came from elsewhere.",
      });
    }
    await next();
  });
}
