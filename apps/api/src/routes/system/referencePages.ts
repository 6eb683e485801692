import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { Hono } from "hono";
import type { ApiEnvironment } from "../../environment.ts";
import { problemCodes } from "../../problem/index.ts";

const assets: Record<string, string> = {
  "swagger-ui.css": "text/css; charset=utf-8",
  "swagger-ui-bundle.js": "text/javascript; charset=utf-8",
  "favicon-32x32.png": "image/png",
};

const initializer = `window.onload = () => SwaggerUIBundle({
  url: '/openapi.json', dom_id: '#reference', deepLinking: true, persistAuthorization: false, tryItOutEnabled: true,
});`;

const page = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Rollbook API</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="/docs/favicon-32x32.png"><link rel="stylesheet" href="/docs/swagger-ui.css"></head>
<body><div id="reference"></div><script src="/docs/swagger-ui-bundle.js"></script>
<script src="/docs/initializer.js"></script></body></html>`;

const contentSecurityPolicy =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; frame-ancestors 'none'";

/** The reference pages, whole from this server: nothing is fetched from elsewhere. */
export function referencePages(input: { buildDocument: () => Record<string, unknown> }) {
  let documentText: string | undefined;
  const routes = new Hono<ApiEnvironment>();
  const html = {
    "content-type": "text/html; charset=utf-8",
    "content-security-policy": contentSecurityPolicy,
  };
  routes.get("/openapi.json", (context) => {
    documentText ??= JSON.stringify(input.buildDocument());
    return context.body(documentText, 200, { "content-type": "application/json" });
  });
  routes.get("/docs", (context) => context.body(page, 200, html));
  routes.get("/docs/problems", (context) => context.body(problemsPage(), 200, html));
  routes.get("/docs/initializer.js", (context) =>
    context.body(initializer, 200, { "content-type": "text/javascript; charset=utf-8" }),
  );
  for (const [name, contentType] of Object.entries(assets)) {
    routes.get(`/docs/${name}`, async (context) =>
      context.body(await readAsset(name), 200, {
        "content-type": contentType,
        "cache-control": "max-age=3600",
      }),
    );
  }
  return routes;
}

async function readAsset(name: string): Promise<ArrayBuffer> {
  const bytes = await readFile(fileURLToPath(import.meta.resolve(`swagger-ui-dist/${name}`)));
  return new Uint8Array(bytes).buffer;
}

function problemsPage(): string {
  const entries = Object.entries(problemCodes).map(
    ([code, { status, title, remedy }]) =>
      `<section id="${code}"><h2><code>${code}</code> (${status})</h2><p>${title}. ${remedy}</p></section>`,
  );
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Rollbook API: problems</title></head><body><h1>Problems</h1>${entries.join("")}</body></html>`;
}
