import { expect, test } from "vitest";
import { readConfiguration, signInOf } from "./configuration.ts";

const good = {
  DATABASE_URL: "postgres://user:secret@db.test:5432/rollbook",
  ROLLBOOK_SECRET: "x".repeat(32),
};

test("what is left out has a default", () => {
  expect(readConfiguration(good)).toMatchObject({
    PORT: 8080,
    HOST: "127.0.0.1",
    LOG_LEVEL: "info",
  });
});

test.each([
  {
    name: "no database",
    environment: { ...good, DATABASE_URL: undefined },
    says: /^DATABASE_URL: must be postgres:/,
  },
  {
    name: "another kind of address",
    environment: { ...good, DATABASE_URL: "http://db" },
    says: /^DATABASE_URL: /,
  },
  {
    name: "a short secret",
    environment: { ...good, ROLLBOOK_SECRET: "x" },
    says: /^ROLLBOOK_SECRET: must be 32/,
  },
  {
    name: "a public address with a path",
    environment: { ...good, PUBLIC_URL: "https://rollbook.example.com/app" },
    says: /^PUBLIC_URL: must be an address without a path/,
  },
  {
    name: "half of Google",
    environment: { ...good, GOOGLE_CLIENT_ID: "id" },
    says: /^GOOGLE_CLIENT_ID and GOOGLE_CLIENT_SECRET: set both/,
  },
  {
    name: "Google without a way back",
    environment: { ...good, GOOGLE_CLIENT_ID: "id", GOOGLE_CLIENT_SECRET: "secret" },
    says: /^PUBLIC_URL: Google sends people back/,
  },
  { name: "a port that is none", environment: { ...good, PORT: "70000" }, says: /^PORT: / },
])("$name is told by its name", ({ environment, says }) => {
  expect(() => readConfiguration(environment)).toThrow(says);
});

test("people sign in with passwords alone until Google is configured", () => {
  expect(signInOf(readConfiguration(good)).google).toBeUndefined();
  const whole = {
    ...good,
    PUBLIC_URL: "https://rollbook.example.com/",
    GOOGLE_CLIENT_ID: "id",
    GOOGLE_CLIENT_SECRET: "secret",
  };
  expect(signInOf(readConfiguration(whole))).toMatchObject({
    publicUrl: "https://rollbook.example.com",
    google: { clientId: "id", clientSecret: "secret" },
  });
});
