import { expect, test } from "vitest";
import { isFromOwnPage } from "./sameOrigin.ts";

const own = "https://rollbook.example.com";
type Case = {
  name: string;
  method?: string;
  headers: Record<string, string>;
  publicUrl?: string;
  isOwn: boolean;
};
const cases: Case[] = [
  { name: "our page posts", headers: { origin: own }, publicUrl: own, isOwn: true },
  {
    name: "another site",
    headers: { origin: "https://evil.example" },
    publicUrl: own,
    isOwn: false,
  },
  {
    name: "a name that begins like ours",
    headers: { origin: `${own}.evil.example` },
    publicUrl: own,
    isOwn: false,
  },
  {
    name: "ours without encryption",
    headers: { origin: "http://rollbook.example.com" },
    publicUrl: own,
    isOwn: false,
  },
  { name: "a page without an origin", headers: { origin: "null" }, publicUrl: own, isOwn: false },
  { name: "no origin, and something changes", headers: {}, publicUrl: own, isOwn: false },
  {
    name: "no origin, and something is read",
    method: "GET",
    headers: {},
    publicUrl: own,
    isOwn: true,
  },
  {
    name: "another site reads",
    method: "GET",
    headers: { "sec-fetch-site": "cross-site" },
    publicUrl: own,
    isOwn: false,
  },
  {
    name: "one's own machine, by the name that was typed",
    headers: { origin: "http://localhost:3000", host: "localhost:3000" },
    isOwn: true,
  },
  {
    name: "one's own machine, from another port",
    headers: { origin: "http://localhost:3001", host: "localhost:3000" },
    isOwn: false,
  },
];

test.each(cases)("$name: $isOwn", ({ method = "POST", headers, publicUrl, isOwn }) => {
  const url = "http://127.0.0.1:3000/v1/users";
  expect(isFromOwnPage({ method, url, headers: new Headers(headers), publicUrl })).toBe(isOwn);
});
