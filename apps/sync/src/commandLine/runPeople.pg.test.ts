import { createTestDatabase, type TestDatabase } from "@rollbook/db/testing";
import { resolveOperatorKey } from "@rollbook/services/operator";
import { createServices, systemContext, type Services } from "@rollbook/services/run";
import { afterAll, beforeAll, expect, test } from "vitest";
import { CommandRefused } from "./commandRefused.ts";
import { readCommand } from "./readCommand.ts";
import { runOperator, runPerson, runPractice } from "./runPeople.ts";

let store: TestDatabase;
let services: Services;
let practiceId: string;
beforeAll(async () => {
  store = await createTestDatabase();
  services = createServices({ database: store.database });
  const [line = ""] = await run("practice add Lakeside --time-zone America/Chicago --currency USD");
  practiceId = /pra_\w+/.exec(line)?.[0] ?? "";
});
afterAll(() => store.drop());

async function run(text: string): Promise<string[]> {
  const lines: string[] = [];
  const command = readCommand(text.split(" "));
  const setting = {
    services,
    publicUrl: "https://rollbook.example.com",
    write: (line: string) => void lines.push(line),
    context: async () =>
      systemContext({ practiceId, instant: services.clock(), requestId: "command_line" }),
  };
  const runs = { practice: runPractice, person: runPerson, operator: runOperator } as const;
  await runs[command.name as keyof typeof runs](command, setting);
  return lines;
}

test("a practice and its first owner are made, with a link that is printed once", async () => {
  const lines = await run("person invite ada@example.com --name Ada");
  expect(lines[0]).toContain("Ada is invited as owner");
  expect(lines[1]).toMatch(/^ {2}https:\/\/rollbook\.example\.com\/dashboard\/#join=[\w-]{43}$/);
  await expect(run("person invite ada@example.com")).rejects.toThrow("here already, or invited");
});

test("an operator gets a key and a link, and is gone when removed", async () => {
  const lines = await run("operator add olga@operators.test --name Olga");
  const key = lines[1]?.trim() ?? "";
  expect(await resolveOperatorKey(services, { key })).toMatchObject({ name: "Olga" });
  expect(lines[3]).toMatch(/#password=[\w-]{43}$/);
  expect((await run("person password olga@operators.test"))[1]).toMatch(/#password=[\w-]{43}$/);
  expect(await run("operator list")).toEqual([expect.stringMatching(/^olga@operators.test  Olga/)]);
  await run("operator remove olga@operators.test");
  expect(await resolveOperatorKey(services, { key })).toBeUndefined();
  expect(await run("operator list")).toEqual(["There is no operator."]);
});

test.each([
  ["practice add", "Say: practice add"],
  ["person invite", "Say: person invite"],
  ["person password nobody@example.com", "Nobody signs in with nobody@example.com."],
  ["person invite eve@example.com --role operator", "--role operator is none of owner, admin"],
  ["operator promote", "Say: operator add"],
])("%s is refused with what to say instead", async (text, sentence) => {
  const refusal = await run(text).catch((error: unknown) => error);
  expect(refusal).toBeInstanceOf(CommandRefused);
  expect((refusal as Error).message).toContain(sentence);
});
