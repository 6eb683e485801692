import postgres from "postgres";

/** The pool, with dates as text, instants as ISO text and bigint as safe integers. */
export type Sql = postgres.Sql<{ bigint: number; date: string; instant: string }>;
export type Transaction = postgres.TransactionSql<{
  bigint: number;
  date: string;
  instant: string;
}>;

export interface Database {
  readonly sql: Sql;
  close(): Promise<void>;
}

export interface OpenDatabaseOptions {
  readonly url: string;
  readonly maxConnections?: number;
  /** False for a pooler that does not keep prepared statements. */
  readonly prepare?: boolean;
}

/** Opens a pool; the first query connects. */
export function openDatabase({
  url,
  maxConnections = 10,
  prepare = true,
}: OpenDatabaseOptions): Database {
  const sql: Sql = postgres(url, {
    max: maxConnections,
    prepare,
    onnotice: () => undefined,
    types: { bigint: bigintType, date: dateType, instant: instantType },
  });
  return { sql, close: () => sql.end({ timeout: 5 }) };
}

const bigintType = {
  to: 20,
  from: [20],
  serialize: (value: number) => String(value),
  parse: (text: string) => {
    const value = Number(text);
    if (!Number.isSafeInteger(value)) throw new RangeError(`${text} is beyond the safe integers`);
    return value;
  },
};

const dateType = {
  to: 1082,
  from: [1082],
  serialize: (value: string) => value,
  parse: (text: string) => text,
};

const instantType = {
  to: 1184,
  from: [1184],
  serialize: (value: string | Date) => (typeof value === "string" ? value : value.toISOString()),
  parse: readInstant,
};

/**
 * As ISO 8601, to the millisecond. A Date for each of a list's instants took a fifth of reading the list; and a text of two
 * halves, as a template makes, costs JSON.stringify its fast way for the whole list, so they are joined.
 */
function readInstant(text: string): string {
  if (text.endsWith("infinity")) return text;
  if (!/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?:\.\d+)?\+00$/.test(text))
    return new Date(text).toISOString();
  const fraction = text.slice(20, -3).padEnd(3, "0").slice(0, 3);
  return [text.slice(0, 10), `${text.slice(11, 19)}.${fraction}Z`].join("T");
}
