import { describe, expect, test } from "vitest";
import { readFlags } from "./flags.ts";
import { StartRefused } from "./startRefused.ts";

const read = (...argv: string[]) =>
  readFlags({ argv, environment: {}, standingIn: "/home/ada/practice" });

describe("flags of the start", () => {
  test("paths are taken from where the person stands", () => {
    const options = read("--roster", "members.csv", "--data", "../books");
    expect(options.rosterFile).toBe("/home/ada/practice/members.csv");
    expect(options.dataFolder).toBe("/home/ada/books");
  });

  test("a single run takes free ports unless told otherwise", () => {
    expect(read("--once").apiPort).toBe(0);
    expect(read("--once", "--port", "4100").apiPort).toBe(4100);
    expect(read().apiPort).toBe(3000);
  });

  test("DATABASE_URL stands in for --database-url", () => {
    const environment = { DATABASE_URL: "postgres://ada@localhost/books" };
    const options = readFlags({ argv: [], environment, standingIn: "/" });
    expect(options.databaseUrl).toBe(environment.DATABASE_URL);
  });

  test.each([
    { argv: ["--onse"], says: "Unknown option '--onse'. `pnpm start --help` lists the flags." },
    {
      argv: ["--today", "2026-02-30"],
      says: '--today is "2026-02-30": it should be a day written as YYYY-MM-DD, such as 2026-05-15.',
    },
    {
      argv: ["--port", "99999"],
      says: '--port is "99999": it should be a port number from 0 to 65535.',
    },
    { argv: ["--roster"], says: "argument missing" },
    { argv: ["members.csv"], says: "members.csv" },
    { argv: ["--roster", "a.csv", "--sheet", "https://docs.google.com/x"], says: "not both" },
    {
      argv: ["--database-url", "mysql://secret@host"],
      says: "it should be an address such as postgres://",
    },
  ])("$argv is refused in one sentence", ({ argv, says }) => {
    expect(() => read(...argv)).toThrow(StartRefused);
    expect(() => read(...argv)).toThrow(says);
  });

  test("the password in a wrong database address is not repeated", () => {
    expect(() => read("--database-url", "mysql://ada:secret@host")).toThrow(/^(?!.*secret)/u);
  });
});
