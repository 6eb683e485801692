import postgres from "postgres";

type Rows = Record<string, unknown>[];

/** The database as a job library of its own schema uses it: any SQL text, rows back, notifications. */
export interface JobStore {
  executeSql(text: string, values?: unknown[]): Promise<{ rows: Rows }>;
  listen(
    channel: string,
    onNotification: (payload: string) => void,
    onReconnect: () => void,
  ): Promise<{ close: () => Promise<void> }>;
  close(): Promise<void>;
}

const json = {
  to: 114,
  from: [114, 3802],
  // The library hands over JSON as text already.
  serialize: (value: unknown) => (typeof value === "string" ? value : JSON.stringify(value)),
  parse: (text: string): unknown => JSON.parse(text),
};

/** A pool of its own, so that jobs never wait for the practices' transactions. */
export function openJobStore({
  url,
  maxConnections = 4,
}: {
  url: string;
  maxConnections?: number;
}): JobStore {
  const sql = postgres(url, {
    max: maxConnections,
    onnotice: () => undefined,
    types: { json, jsonb: { ...json, to: 3802 } },
  });
  return {
    executeSql: async (text, values = []) => {
      const parameters = values as Parameters<typeof sql.unsafe>[1];
      if (values.length > 0) return { rows: [...(await sql.unsafe(text, parameters))] };
      return { rows: await runScript(sql, text) };
    },
    listen: async (channel, onNotification, onReconnect) => {
      const subscription = await sql.listen(channel, onNotification, onReconnect);
      return { close: () => subscription.unlisten() };
    },
    close: () => sql.end({ timeout: 5 }),
  };
}

/** Scripts bring their own BEGIN and COMMIT, so they need one connection for all their statements. */
async function runScript(
  sql: postgres.Sql<{ json: unknown; jsonb: unknown }>,
  text: string,
): Promise<Rows> {
  const connection = await sql.reserve();
  try {
    const result: unknown[] = await connection.unsafe(text);
    return result.flat() as Rows;
  } finally {
    connection.release();
  }
}
