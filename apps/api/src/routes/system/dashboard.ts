import { readFile } from "node:fs/promises";
import { extname, join } from "node:path";
import { Hono } from "hono";
import type { ApiEnvironment } from "../../environment.ts";

const builtFolder = join(import.meta.dirname, "../../../../web/dist");

const contentTypes: Record<string, string> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
};

const contentSecurityPolicy =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

const notBuilt =
  "The dashboard is not built yet: run `pnpm --filter @rollbook/web build` in the repository and reload.";

/** The dashboard, built to static files by apps/web. It signs in with an API key and talks to this server only. */
export function dashboard(): Hono<ApiEnvironment> {
  const routes = new Hono<ApiEnvironment>();
  routes.get("/", (context) => context.redirect("/dashboard/"));
  routes.get("/dashboard", (context) => context.redirect("/dashboard/"));
  routes.get("/dashboard/", async (context) => {
    const page = await readBuilt("index.html");
    if (page === undefined) return context.text(notBuilt, 503);
    return context.body(page, 200, {
      "content-type": contentTypes[".html"] ?? "",
      "content-security-policy": contentSecurityPolicy,
      "cache-control": "no-store",
    });
  });
  routes.get("/dashboard/assets/:name{[\\w.-]+}", async (context) => {
    const name = context.req.param("name");
    const content = await readBuilt(join("assets", name));
    if (content === undefined) return context.notFound();
    return context.body(content, 200, {
      "content-type": contentTypes[extname(name)] ?? "application/octet-stream",
      "cache-control": "public, max-age=31536000, immutable",
    });
  });
  return routes;
}

async function readBuilt(name: string): Promise<Uint8Array<ArrayBuffer> | undefined> {
  try {
    return new Uint8Array(await readFile(join(builtFolder, name)));
  } catch {
    return undefined;
  }
}
