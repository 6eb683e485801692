import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { once } from "node:events";
import { afterAll, beforeAll, expect, test } from "vitest";
import { newWorkplace, startProgram, type Workplace } from "./startProgram.ts";

let place: Workplace;
beforeAll(() => {
  place = newWorkplace();
  writeFileSync(place.file("empty.csv"), "");
  writeFileSync(place.file("picture.csv"), Buffer.from("89504e470d0a1a0a0000000d49484452", "hex"));
  writeFileSync(place.file("numbers.csv"), "1,2,3\n4,5,6\n7,8,9\n");
  writeFileSync(
    place.file("good.csv"),
    "First name,Last name,Last billed\nAda,Kowalska,2026-05-01\n",
  );
  writeFileSync(place.file("settings.json"), '{"today": "15 May"}');
  mkdirSync(place.file("newer"));
  writeFileSync(place.file("newer/rollbook.json"), '{"version": 99}');
});
afterAll(() => {
  place.remove();
});

const cases: { mistake: string; args: () => string[]; says: RegExp }[] = [
  {
    mistake: "a roster that is not there",
    args: () => ["--roster", place.file("gone.csv")],
    says: /gone\.csv does not exist: check the path after --roster/u,
  },
  {
    mistake: "an empty roster",
    args: () => ["--roster", place.file("empty.csv")],
    says: /"empty\.csv" is empty/u,
  },
  {
    mistake: "a roster that is a picture",
    args: () => ["--roster", place.file("picture.csv")],
    says: /"picture\.csv" is not a spreadsheet/u,
  },
  {
    mistake: "a roster without a header",
    args: () => ["--roster", place.file("numbers.csv")],
    says: /no header row that can be told/u,
  },
  {
    mistake: "settings with a mistake",
    args: () => ["--roster", place.file("good.csv"), "--settings", place.file("settings.json")],
    says: /mistake at "today"/u,
  },
  {
    mistake: "settings that are not there",
    args: () => ["--roster", place.file("good.csv"), "--settings", place.file("none.json")],
    says: /none\.json cannot be read: check the path after --settings/u,
  },
  {
    mistake: "a flag that does not exist",
    args: () => ["--rooster"],
    says: /Unknown option '--rooster'/u,
  },
  {
    mistake: "a folder of a newer version",
    args: () => ["--data", place.file("newer")],
    says: /made by a newer Rollbook/u,
  },
  {
    mistake: "a database that does not answer",
    args: () => ["--database-url", "postgres://nobody:secret@127.0.0.1:1/none"],
    says: /PostgreSQL at 127\.0\.0\.1:1\/none: ECONNREFUSED\): check that it runs/u,
  },
  {
    mistake: "a Google Sheet without an account",
    args: () => [
      "--sheet",
      "https://docs.google.com/spreadsheets/d/1abcdefghijklmnopqrstuvwxyz0123456789/edit",
    ],
    says: /set GOOGLE_APPLICATION_CREDENTIALS/u,
  },
  {
    mistake: "an address that is no Google Sheet",
    args: () => ["--sheet", "https://example.org/sheet"],
    says: /is not the address of a Google Sheet/u,
  },
];

test.each(cases)("$mistake ends in one sentence that says what to do", async ({ args, says }) => {
  const folder = args().includes("--data") ? [] : ["--data", place.file("untouched")];
  const ended = await startProgram(["--once", ...folder, ...args()], {
    GOOGLE_APPLICATION_CREDENTIALS: "",
  }).ended;
  expect(ended.code).toBe(1);
  expect(ended.errors.trimEnd().split("\n")).toHaveLength(1);
  expect(ended.errors).toMatch(says);
  expect(ended.errors).not.toContain("secret");
});

test("credentials that are no key file are named", async () => {
  const sheet = "https://docs.google.com/spreadsheets/d/1abcdefghijklmnopqrstuvwxyz0123456789/edit";
  const ended = await startProgram(["--once", "--data", place.file("google"), "--sheet", sheet], {
    GOOGLE_APPLICATION_CREDENTIALS: place.file("good.csv"),
  }).ended;
  expect(ended.code).toBe(1);
  expect(ended.errors).toMatch(/good\.csv, which is not a service account's key file/u);
});

test("a folder of a Google Sheet asks for Google again when the sheet is not named", async () => {
  mkdirSync(place.file("kept"));
  const contents = { version: 1, practiceId: "pra_1", rosterHash: "sheet:1", isConnected: true };
  writeFileSync(place.file("kept/rollbook.json"), JSON.stringify(contents));
  const ended = await startProgram(["--once", "--data", place.file("kept")], {
    GOOGLE_APPLICATION_CREDENTIALS: "",
  }).ended;
  expect(ended.code).toBe(1);
  expect(ended.errors).toMatch(/set GOOGLE_APPLICATION_CREDENTIALS/u);
});

test("a wrong roster leaves no data folder behind", async () => {
  const folder = place.file("never");
  const args = ["--once", "--data", folder, "--roster", place.file("numbers.csv")];
  expect((await startProgram(args).ended).code).toBe(1);
  expect(existsSync(folder)).toBe(false);
});

test("a port in use is named, with the flag that chooses another", async () => {
  const taken = createServer().listen(0, "127.0.0.1");
  await once(taken, "listening");
  const address = taken.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  const ended = await startProgram([
    "--data",
    place.file("port"),
    "--port",
    String(port),
    "--sheets-port",
    "0",
  ]).ended;
  taken.close();
  expect(ended.code).toBe(1);
  expect(ended.errors).toContain(`The API cannot have port ${port}, it is in use`);
  expect(ended.output).not.toContain("Database");
});
