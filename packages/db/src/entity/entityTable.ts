import type { Transaction } from "../connection/openDatabase.ts";

/** What every record has; instants are ISO text. */
export interface EntityRecord {
  readonly id: string;
  readonly version: number;
  readonly createdAt: string;
  readonly updatedAt: string;
}

export interface ListPage {
  /** Ids sort by time; the page begins after this one. */
  readonly after?: string | undefined;
  readonly limit: number;
  /** Oldest first unless told. */
  readonly order?: ListOrder | undefined;
}

export type ListOrder = "oldest_first" | "newest_first";

/** Rows of one entity in the practice that the transaction is set to. */
export interface EntityTable<Record extends EntityRecord> {
  insert(tx: Transaction, practiceId: string, records: readonly Record[]): Promise<void>;
  /** Writes each record whose stored version is still `record.version`; answers the ids that were written. */
  update(
    tx: Transaction,
    practiceId: string,
    records: readonly Record[],
  ): Promise<readonly string[]>;
  get(tx: Transaction, id: string): Promise<Record | undefined>;
  /** Takes a lock until the transaction ends. */
  getForUpdate(tx: Transaction, ids: readonly string[]): Promise<readonly Record[]>;
  getMany(tx: Transaction, ids: readonly string[]): Promise<readonly Record[]>;
  /** `where` is a fragment that begins with "and", or nothing. */
  list(tx: Transaction, page: ListPage, where?: SqlFragment): Promise<readonly Record[]>;
  count(tx: Transaction, where?: SqlFragment): Promise<number>;
  fromRow(row: object): Record;
}

export type SqlFragment = ReturnType<Transaction["unsafe"]> | ReturnType<typeof emptyFragment>;

export function emptyFragment(tx: Transaction) {
  return tx``;
}

/** @param fields every field of the record, in camel case; the columns are the same in snake case. */
export function entityTable<Record extends EntityRecord>(
  name: string,
  fields: readonly (keyof Record & string)[],
): EntityTable<Record> {
  const columns = fields.map(snakeCase);
  const changed = columns.filter((column) => !["id", "version", "created_at"].includes(column));
  const fromRow = recordReader<Record>(fields, columns);
  return {
    fromRow,
    insert: async (tx, practiceId, records) => {
      if (records.length === 0) return;
      const all = ["practice_id", ...columns];
      await tx`
        insert into ${tx(name)} (${tx(all)})
        select ${tx(all)} from json_populate_recordset(null::${tx(name)}, ${toJson(practiceId, records)}::text::json)`;
    },
    update: async (tx, practiceId, records) => {
      if (records.length === 0) return [];
      const assignments = changed.map((column) => tx`${tx(column)} = changed.${tx(column)}`);
      const rows = await tx<{ id: string }[]>`
        update ${tx(name)} present set ${joined(tx, assignments)}, version = present.version + 1
        from json_populate_recordset(null::${tx(name)}, ${toJson(practiceId, records)}::text::json) changed
        where present.practice_id = changed.practice_id and present.id = changed.id
          and present.version = changed.version
        returning present.id`;
      return rows.map((row) => row.id);
    },
    get: async (tx, id) => {
      const [row] =
        await tx`select ${tx(columns)} from ${tx(name)} where ${mine(tx)} and id = ${id}`;
      return row === undefined ? undefined : fromRow(row);
    },
    getMany: async (tx, ids) => {
      const rows = await tx`
        select ${tx(columns)} from ${tx(name)} where ${mine(tx)} and id = any(${[...ids]}::text[]) order by id`;
      return rows.map(fromRow);
    },
    getForUpdate: async (tx, ids) => {
      const rows = await tx`
        select ${tx(columns)} from ${tx(name)} where ${mine(tx)} and id = any(${[...ids]}::text[]) order by id for update`;
      return rows.map(fromRow);
    },
    list: async (tx, { after, limit, order }, where) => {
      const isDown = order === "newest_first";
      const isNext = isDown ? tx`and id < ${after ?? null}` : tx`and id > ${after ?? null}`;
      const rows = await tx`
        select ${tx(columns)} from ${tx(name)}
        where ${mine(tx)} ${after === undefined ? tx`` : isNext} ${where ?? tx``}
        order by id ${isDown ? tx`desc` : tx``} limit ${limit}`;
      return rows.map(fromRow);
    },
    count: async (tx, where) => {
      const [row] =
        await tx`select count(*) as count from ${tx(name)} where ${mine(tx)} ${where ?? tx``}`;
      return Number(row?.count ?? 0);
    },
  };
}

/** Row-level security says the same; said again, the planner uses the index. */
export function mine(tx: Transaction) {
  return tx`practice_id = current_setting('rollbook.practice_id')`;
}

function joined(tx: Transaction, fragments: readonly ReturnType<typeof emptyFragment>[]) {
  return fragments.reduce((all, one, index) => (index === 0 ? one : tx`${all}, ${one}`), tx``);
}

export function snakeCase(field: string): string {
  return field.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

function toJson(practiceId: string, records: readonly object[]): string {
  const rows = records.map((record) => {
    const entries = Object.entries(record).map(
      ([field, value]) => [snakeCase(field), value] as const,
    );
    return { practice_id: practiceId, ...Object.fromEntries(entries) };
  });
  return JSON.stringify(rows);
}

/**
 * Every record begins as a copy of one blank, so that all have one hidden class: an object that grows field by field, or
 * comes from entries, becomes a hash table, and everything that reads or copies it later is two to three times slower.
 */
export function recordReader<Record>(
  fields: readonly string[],
  columns: readonly string[],
): (row: object) => Record {
  const blank = JSON.parse(`{${fields.map((field) => `"${field}":null`).join(",")}}`) as object;
  return (row) => {
    const values = row as { readonly [column: string]: unknown };
    const record: { [field: string]: unknown } = { ...blank };
    for (const [index, field] of fields.entries()) record[field] = values[columns[index] ?? field];
    return record as Record;
  };
}
