import { dateInZone } from "@rollbook/core/calendar";
import { newId, withPractice, type Transaction } from "@rollbook/db";
import { insertAuditEvent } from "@rollbook/db/audit";
import { getPractice } from "@rollbook/db/practice";
import type * as z from "zod";
import type { Context } from "./context.ts";
import { asServiceError } from "./databaseError.ts";
import { findReplay, keepResponse, type IdempotentRequest } from "./idempotency.ts";
import { ServiceError } from "./serviceError.ts";
import type { Services } from "./services.ts";
import type { AuditNote, Verb, VerbInput, VerbPractice } from "./verb.ts";

export interface VerbCall<Schema extends z.ZodType> {
  readonly context: Context;
  readonly input: z.input<Schema>;
  readonly idempotencyKey?: string | undefined;
  /** Runs everything and takes it back: for a preview. No key, no audit event. */
  readonly isDryRun?: boolean | undefined;
}

export interface VerbReceipt<Result> {
  readonly result: Result;
  /** The first answer to this idempotency key, given again. */
  readonly isReplay: boolean;
}

/** Authorize, parse, idempotency, transaction, verb, audit event. @throws ServiceError */
export async function runVerb<Schema extends z.ZodType, Result>(
  services: Services,
  verb: Verb<Schema, Result>,
  call: VerbCall<Schema>,
): Promise<Result> {
  const { result } = await runVerbWithReceipt(services, verb, call);
  return result;
}

export async function runVerbWithReceipt<Schema extends z.ZodType, Result>(
  services: Services,
  verb: Verb<Schema, Result>,
  call: VerbCall<Schema>,
): Promise<VerbReceipt<Result>> {
  authorize(verb, call.context);
  const input = parseInput(verb, call.input);
  try {
    const { practiceId } = call.context;
    const { isSnapshot } = verb;
    const done = await withPractice(services.database, { practiceId, isSnapshot }, async (tx) => {
      const inside = await runInside(services, verb, { ...call, input, tx });
      if (call.isDryRun === true) throw new DryRun(inside.receipt);
      return inside;
    });
    // COMMIT was sent behind it: where it failed, nothing was committed.
    await done.written;
    return done.receipt;
  } catch (error) {
    if (error instanceof DryRun) return error.receipt as VerbReceipt<Result>;
    throw asServiceError(error);
  }
}

/** Carries the answer of a dry run out of the transaction that is rolled back. */
class DryRun extends Error {
  readonly receipt: unknown;

  constructor(receipt: unknown) {
    super("dry run");
    this.receipt = receipt;
  }
}

interface InsideCall<Input> {
  readonly tx: Transaction;
  readonly context: Context;
  readonly input: Input;
  readonly idempotencyKey?: string | undefined;
  readonly isDryRun?: boolean | undefined;
}

async function runInside<Schema extends z.ZodType, Result>(
  services: Services,
  verb: Verb<Schema, Result>,
  { tx, context, input, idempotencyKey, isDryRun }: InsideCall<z.output<Schema>>,
): Promise<{ receipt: VerbReceipt<Result>; written: Promise<unknown> | undefined }> {
  const request: IdempotentRequest | undefined =
    idempotencyKey === undefined || isDryRun === true
      ? undefined
      : { context, verbName: verb.name, key: idempotencyKey, input };
  const replay = request === undefined ? undefined : await findReplay<Result>(tx, request);
  if (replay !== undefined) {
    return { receipt: { result: replay.response, isReplay: true }, written: undefined };
  }
  const given = await setUpAndFind(services, verb, { tx, context, input });
  const result = await verb.run(given);
  const receipt = { result, isReplay: false };
  if (isDryRun === true) return { receipt, written: undefined };
  const written = Promise.all([
    insertAuditEvent(tx, context.practiceId, auditEventOf({ verb, given, result })),
    request === undefined ? undefined : keepResponse(tx, request, { response: result }),
  ]);
  // Heard once the transaction has ended, which may fail first.
  written.catch(() => undefined);
  return { receipt, written };
}

function authorize(verb: { name: string; permission: string }, { actor }: Context): void {
  if (actor.permissions.includes("*") || actor.permissions.includes(verb.permission)) return;
  throw new ServiceError(
    "forbidden",
    `The role ${actor.role} may not do this: it needs ${verb.permission}.`,
  );
}

function parseInput<Schema extends z.ZodType>(
  verb: { input: Schema },
  input: unknown,
): z.output<Schema> {
  const parsed = verb.input.safeParse(input);
  if (parsed.success) return parsed.data;
  const fields = parsed.error.issues.map((issue) => ({
    path: issue.path.map(asPathPart),
    message: issue.message,
  }));
  throw new ServiceError("invalid", fields[0]?.message ?? "The input is not as it should be.", {
    fields,
  });
}

function asPathPart(part: PropertyKey): string | number {
  return typeof part === "number" ? part : String(part);
}

async function setUpAndFind<Schema extends z.ZodType, Result>(
  services: Services,
  verb: Verb<Schema, Result>,
  { tx, context, input }: { tx: Transaction; context: Context; input: z.output<Schema> },
): Promise<VerbInput<z.output<Schema>>> {
  const settingUp = setUp(services, { tx, context, input });
  if (verb.find === undefined) return settingUp;
  const today = async () => (await settingUp).today;
  const [given, value] = await Promise.all([settingUp, verb.find({ tx, input, today })]);
  return { ...given, found: { value } };
}

/** Reads the practice and its day; also for work that runs several steps in a transaction of its own. */
export async function setUp<Input>(
  services: Services,
  { tx, context, input }: { tx: Transaction; context: Context; input: Input },
): Promise<VerbInput<Input>> {
  const found = await getPractice(tx);
  if (found === undefined)
    throw new ServiceError("not_found", `There is no practice ${context.practiceId}.`);
  const instant = found.clockInstant ?? context.instant;
  const practice: VerbPractice = { ...found, isLive: found.liveOn !== null };
  return {
    tx,
    context,
    practice,
    instant,
    today: dateInZone(instant, practice.timeZone),
    input,
    newId: (prefix) => newId(prefix, { instant, random: services.randomBytes }),
  };
}

function auditEventOf<Schema extends z.ZodType, Result>({
  verb,
  given,
  result,
}: {
  verb: Verb<Schema, Result>;
  given: VerbInput<z.output<Schema>>;
  result: Result;
}) {
  const note: AuditNote = verb.audit?.({ input: given.input, result }) ?? {
    entityId: idOf(given.input) ?? idOf(result),
  };
  return {
    id: given.newId("evt"),
    at: given.instant,
    actorKind: given.context.actor.kind,
    actorId: given.context.actor.id,
    action: verb.name,
    entityId: note.entityId ?? null,
    requestId: given.context.requestId,
    detail: note.detail ?? {},
  };
}

function idOf(value: unknown): string | null {
  if (typeof value !== "object" || value === null || !("id" in value)) return null;
  return typeof value.id === "string" ? value.id : null;
}
