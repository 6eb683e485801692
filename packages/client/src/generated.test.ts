import { readFile } from "node:fs/promises";
import openapiTS, { astToString, COMMENT_HEADER } from "openapi-typescript";
import { expect, test } from "vitest";

const document = new URL("../../../apps/api/openapi.json", import.meta.url);
const generated = new URL("./generated/paths.ts", import.meta.url);

test("the types are those of openapi.json; `pnpm --filter @rollbook/client generate` writes them", async () => {
  const expected = `${COMMENT_HEADER}${astToString(await openapiTS(document, { defaultNonNullable: false }))}`;
  expect(await readFile(generated, "utf8")).toBe(expected);
});
