import { Hono } from "hono";
import { expect, test } from "vitest";
import { onlyOwnAddress } from "./ownAddress.ts";

const app = new Hono().use(onlyOwnAddress).get("/", (context) => context.text("patients"));

test.each([
  ["http://127.0.0.1:3001/", 200],
  ["http://localhost:3001/", 200],
  ["http://[::1]:3001/", 200],
  ["http://sheets:3001/", 200],
  ["http://rollbook.internal/", 200],
  ["http://rebound.example.com:3001/", 403],
  ["http://127.0.0.1.example.com/", 403],
])("%s is answered with %i", async (url, status) => {
  expect((await app.request(url)).status).toBe(status);
});
