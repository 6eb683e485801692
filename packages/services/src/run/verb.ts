import type { PlainDate } from "@rollbook/core/calendar";
import type { Transaction } from "@rollbook/db";
import type { PracticeRecord } from "@rollbook/db/practice";
import type * as z from "zod";
import type { Context } from "./context.ts";
import type { Permission } from "./permission.ts";

export interface VerbPractice extends PracticeRecord {
  readonly isLive: boolean;
}

/** What a verb is given to work with. */
export interface VerbInput<Input> {
  readonly tx: Transaction;
  readonly context: Context;
  readonly practice: VerbPractice;
  /** The practice's own instant. */
  readonly instant: string;
  /** The date in the practice's zone. */
  readonly today: PlainDate;
  readonly input: Input;
  readonly newId: (prefix: string) => string;
  /** What the verb's `find` found, where it ran ahead. */
  readonly found?: { readonly value: unknown };
}

/** What a question can be asked with before the practice is read. */
export interface Asked<Input> {
  readonly tx: Transaction;
  readonly input: Input;
  /** Waits for the practice: a question that needs the day makes a trip of its own. */
  readonly today: () => Promise<PlainDate>;
}

/** What the audit event says beside who, when and which verb. */
export interface AuditNote {
  readonly entityId?: string | null;
  readonly detail?: { readonly [name: string]: unknown };
}

export interface Verb<Schema extends z.ZodType, Result> {
  readonly name: string;
  readonly permission: Permission;
  readonly input: Schema;
  /** All of it sees one state of the database. */
  readonly isSnapshot?: boolean;
  readonly run: (given: VerbInput<z.output<Schema>>) => Promise<Result>;
  /** What is asked of the database in the trip that reads the practice; `run` is given what it found. */
  readonly find?: (asked: Asked<z.output<Schema>>) => Promise<unknown>;
  readonly audit?: (given: { input: z.output<Schema>; result: Result }) => AuditNote;
}

/** Declares a verb; nothing runs before runVerb. */
export function defineVerb<Schema extends z.ZodType, Result>(
  verb: Verb<Schema, Result>,
): Verb<Schema, Result> {
  return verb;
}

export interface Reading<Schema extends z.ZodType, Found, Result> extends Omit<
  Verb<Schema, Result>,
  "run" | "find"
> {
  readonly find: (asked: Asked<z.output<Schema>>) => Promise<Found>;
  readonly answer: (given: VerbInput<z.output<Schema>>, found: Found) => Result;
}

/** Declares a verb that only reads: one trip to the database for the practice and for what is asked. */
export function defineReading<Schema extends z.ZodType, Found, Result>({
  answer,
  ...reading
}: Reading<Schema, Found, Result>): Verb<Schema, Result> {
  return {
    ...reading,
    run: async (given) => {
      const { tx, input, found, today } = given;
      const value =
        found === undefined ? reading.find({ tx, input, today: async () => today }) : found.value;
      return answer(given, (await value) as Found);
    },
  };
}
