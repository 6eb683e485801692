import { expect, test } from "vitest";
import { bareApi } from "../../testing/bareApi.ts";
import { signInRoutes } from "./describe.ts";

test("what is served under /auth is what the document says, and Google's way back", () => {
  const served = bareApi()
    .routes.filter(({ method, path }) => method !== "ALL" && path.startsWith("/auth"))
    .map(({ method, path }) => `${method} ${path}`);
  const described = Object.values(signInRoutes).map(
    ({ method, path }) => `${method.toUpperCase()} ${path.replaceAll(/\{(\w+)\}/g, ":$1")}`,
  );
  expect(new Set(served)).toEqual(new Set([...described, "GET /auth/callback/google"]));
});
