import type { EntityRecord, EntityTable } from "@rollbook/db";
import { notFound, ServiceError } from "./serviceError.ts";
import type { VerbInput } from "./verb.ts";

/** What a step inside a transaction needs: a verb's input without the input. */
export type Given = Omit<VerbInput<unknown>, "input">;

export interface RecordChange<Fields> {
  readonly id: string;
  /** The version the caller saw; without it, whatever stands is changed. */
  readonly version?: number | undefined;
  readonly changes: Partial<Fields>;
}

export interface EntityKind<Record extends EntityRecord> {
  /** In the words of an error: "patient". */
  readonly name: string;
  readonly prefix: string;
  readonly table: EntityTable<Record>;
}

type FieldsOf<Record extends EntityRecord> = Omit<Record, keyof EntityRecord>;

/** Makes many records in one statement. */
export async function createRecords<Record extends EntityRecord>(
  given: Given,
  kind: EntityKind<Record>,
  fields: readonly FieldsOf<Record>[],
): Promise<readonly Record[]> {
  const { instant } = given;
  const records = fields.map(
    (one) =>
      ({
        ...one,
        id: given.newId(kind.prefix),
        version: 1,
        createdAt: instant,
        updatedAt: instant,
      }) as unknown as Record,
  );
  await kind.table.insert(given.tx, given.context.practiceId, records);
  return records;
}

/** Changes many records in one statement, each only if its version is the one that was seen. @throws ServiceError stale */
export async function changeRecords<Record extends EntityRecord>(
  given: Given,
  kind: EntityKind<Record>,
  changes: readonly RecordChange<FieldsOf<Record>>[],
): Promise<readonly Record[]> {
  if (changes.length === 0) return [];
  const ids = changes.map(({ id }) => id);
  const found = new Map(
    (await kind.table.getForUpdate(given.tx, ids)).map((record) => [record.id, record]),
  );
  const changed = changes.map((change) => {
    const present = found.get(change.id);
    if (present === undefined) throw notFound(kind.name, change.id);
    if (change.version !== undefined && change.version !== present.version)
      throw stale(kind.name, change.id);
    return { ...present, ...change.changes, updatedAt: given.instant };
  });
  await kind.table.update(given.tx, given.context.practiceId, changed);
  return changed.map((record) => ({ ...record, version: record.version + 1 }));
}

export async function getRecord<Record extends EntityRecord>(
  given: Pick<Given, "tx">,
  kind: EntityKind<Record>,
  id: string,
): Promise<Record> {
  const found = await kind.table.get(given.tx, id);
  if (found === undefined) throw notFound(kind.name, id);
  return found;
}

export function stale(what: string, id: string): ServiceError {
  return new ServiceError(
    "stale",
    `The ${what} ${id} was changed since you read it; read it again.`,
  );
}
