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
  readonly audit?: (given: { input: z.output<Schema>; result: Result }) => AuditNote;
}

/** Declares a verb; nothing runs before runVerb. */
export function defineVerb<Schema extends z.ZodType, Result>(
  verb: Verb<Schema, Result>,
): Verb<Schema, Result> {
  return verb;
}
