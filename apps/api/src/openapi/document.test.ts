import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { bareApi } from "../testing/bareApi.ts";
import { documentOfApi, documentPath, printDocument } from "./documentOfApi.ts";

test("apps/api/openapi.json is what the routes say; `pnpm --filter @rollbook/api openapi` writes it", async () => {
  expect(await readFile(documentPath, "utf8")).toBe(printDocument(documentOfApi()));
});

test("the served document is the kept one", async () => {
  const response = await bareApi().request("/openapi.json");
  expect(await response.json()).toEqual(documentOfApi());
});
