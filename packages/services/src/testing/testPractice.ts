import { randomBytes } from "node:crypto";
import { newId } from "@rollbook/db";
import { createTestDatabase, type TestDatabase } from "@rollbook/db/testing";
import type { PracticeRecord } from "@rollbook/db/practice";
import { createPractice, type CreatePracticeInput } from "../practice/index.ts";
import {
  createServices,
  runVerb,
  systemContext,
  type Context,
  type Services,
  type Verb,
} from "../run/index.ts";
import type * as z from "zod";

export interface TestPractice {
  readonly services: Services;
  readonly testDatabase: TestDatabase;
  readonly practice: PracticeRecord;
  /** The instant of every call; set it to move on. */
  setInstant(instant: string): void;
  context(changes?: Partial<Context>): Context;
  run<Schema extends z.ZodType, Result>(
    verb: Verb<Schema, Result>,
    input: z.input<Schema>,
  ): Promise<Result>;
  another(input?: Partial<CreatePracticeInput>): Promise<TestPractice>;
}

export const testInstant = "2026-05-20T15:00:00Z";

/** A new database with one practice in New York that is not live. */
export async function startTestPractice(
  input: Partial<CreatePracticeInput> = {},
): Promise<TestPractice> {
  const testDatabase = await createTestDatabase();
  const clock = { instant: testInstant };
  const services = createServices({ database: testDatabase.database, clock: () => clock.instant });
  return practiceIn({ services, testDatabase, clock, input });
}

async function practiceIn(setting: {
  services: Services;
  testDatabase: TestDatabase;
  clock: { instant: string };
  input: Partial<CreatePracticeInput>;
}): Promise<TestPractice> {
  const { services, testDatabase, clock, input } = setting;
  const practice = await createPractice(services, {
    name: "Cedar Family Medicine",
    timeZone: "America/New_York",
    currency: "USD",
    locale: "en-US",
    ...input,
  });
  const context = (changes: Partial<Context> = {}): Context => ({
    ...systemContext({
      practiceId: practice.practiceId,
      instant: clock.instant,
      requestId: newId("req", { instant: clock.instant, random: randomBytes }),
    }),
    ...changes,
  });
  return {
    services,
    testDatabase,
    practice,
    context,
    setInstant: (instant) => {
      clock.instant = instant;
    },
    run: (verb, verbInput) => runVerb(services, verb, { context: context(), input: verbInput }),
    another: (other = {}) => practiceIn({ ...setting, input: other }),
  };
}
