import type { Database } from "@rollbook/db";
import { syncOnce } from "./syncOnce.ts";
import { readStored } from "./stored.ts";
import type { Violation, World } from "./world.ts";

/** Somebody goes back to an earlier version of the sheet, or an earlier backup of the database, and forward again. */
export async function judgeRestored(world: World): Promise<Violation[]> {
  return world.random.chance(0.6) ? versionRestored(world) : backupRestored(world);
}

/** What is needed to go back to this moment. */
export async function rememberMoment(world: World): Promise<void> {
  if (generationOf(world) === null || world.moment !== null || !world.random.chance(0.15)) return;
  const backup = await dump(world);
  world.moment = { revision: revisionOf(world), generation: generationOf(world), backup };
}

async function versionRestored(world: World): Promise<Violation[]> {
  const { moment } = world;
  const newest = revisionOf(world);
  if (moment === null || !goTo(world, moment.revision)) return [];
  // From here on an undo would take back the way forward.
  world.onUndo = null;
  // Only where a batch since was seen to arrive can anybody tell; else the version is like an edit of people.
  const isTold = (generationOf(world) ?? 0) < (await confirmedGeneration(world));
  const found = isTold ? await judgeStop(world, "an earlier version") : [];
  goTo(world, newest);
  return found;
}

async function backupRestored(world: World): Promise<Violation[]> {
  const { moment } = world;
  if (moment === null || (generationOf(world) ?? 0) <= givenIn(moment.backup)) return [];
  const newest = await dump(world);
  await load(world, moment.backup);
  const found = await judgeStop(world, "an earlier backup");
  await load(world, newest);
  return found;
}

async function judgeStop(world: World, what: string): Promise<Violation[]> {
  world.trace.push(`restored: ${what}`);
  const sides = async () => JSON.stringify([world.sheet.rows(), await readStored(world)]);
  const before = await sides();
  const { result } = await syncOnce({ world, isQuiet: true });
  const isStopped = result?.kind === "stopped" && (await sides()) === before;
  return isStopped
    ? []
    : [{ property: "P8", detail: `a sync after ${what} ended ${result?.kind ?? "killed"}` }];
}

const revisionOf = ({ sheet }: World) =>
  sheet.server.workspace.document(sheet.spreadsheetId).revision;

/** The number of the newest batch, as it stands in our hidden tab. */
function generationOf({ sheet }: World): number | null {
  const target = `/v4/spreadsheets/${sheet.spreadsheetId}/values/_rollbook!A1:Z2?valueRenderOption=UNFORMATTED_VALUE`;
  const { answer, status } = sheet.server.answer({ method: "GET", target });
  if (status !== 200 || answer.kind !== "json") return null;
  const { values } = answer.body as unknown as { values?: (string | number)[][] };
  const number = values?.[1]?.find((cell) => typeof cell === "number");
  return typeof number === "number" ? number : null;
}

async function confirmedGeneration({ database, practiceId }: World): Promise<number> {
  const [row] = await database.sql<{ confirmed: number }[]>`
    select confirmed_generation as confirmed from roster where practice_id = ${practiceId}`;
  return Number(row?.confirmed ?? 0);
}

/** The number of the newest batch that the database had given out then. */
function givenIn(backup: Backup): number {
  const rows = backup.find(({ table }) => table.name === "roster")?.rows;
  const [roster] = JSON.parse(String(rows ?? "[]")) as { generation?: number }[];
  return roster?.generation ?? 0;
}

function goTo({ sheet }: World, revision: number): boolean {
  const target = `/_local/spreadsheets/${sheet.spreadsheetId}/restore`;
  const body = JSON.stringify({ revision });
  return sheet.server.answer({ method: "POST", target, body, who: "page" }).status === 200;
}

type Table = { name: string; columns: string };
export type Backup = { table: Table; rows: unknown }[];
const noRows = "[]";

const tables = new WeakMap<Database, Promise<Table[]>>();

function tablesOf(database: Database): Promise<Table[]> {
  const present = tables.get(database);
  if (present !== undefined) return present;
  const found = database.sql<Table[]>`
    select table_name as name, string_agg(quote_ident(column_name), ', ') as columns
    from information_schema.columns join information_schema.tables using (table_schema, table_name)
    where table_schema = 'public' and table_type = 'BASE TABLE' and is_generated = 'NEVER'
    group by table_name having bool_or(column_name = 'practice_id') order by table_name`.execute();
  tables.set(database, found as unknown as Promise<Table[]>);
  return found as unknown as Promise<Table[]>;
}

/** Tables without a page have no rows of anybody. */
async function namesInUse({ sql }: Database): Promise<ReadonlySet<string>> {
  const found = await sql<{ name: string }[]>`
    select relname as name from pg_class
    where relnamespace = 'public'::regnamespace and relkind = 'r' and pg_relation_size(oid) > 0`;
  return new Set(found.map(({ name }) => name));
}

async function dump({ database, practiceId }: World): Promise<Backup> {
  const [tables, inUse] = await Promise.all([tablesOf(database), namesInUse(database)]);
  const filled = tables.filter(({ name }) => inUse.has(name));
  const selects = filled.map(
    ({ name }) => `select '${name}' as name,
      (select coalesce(jsonb_agg(to_jsonb(t)), '[]')::text from "${name}" t where practice_id = $1) as rows`,
  );
  const statement = selects.join(" union all ");
  const found = await database.sql.unsafe<{ name: string; rows: unknown }[]>(
    statement,
    [practiceId],
    { prepare: true },
  );
  const rowsOf = new Map(found.map(({ name, rows }) => [name, rows]));
  return tables.map((table) => ({ table, rows: rowsOf.get(table.name) ?? noRows }));
}

/** The practice's rows as they were, whatever the promises between tables say meanwhile. */
async function load({ database, practiceId }: World, backup: Backup): Promise<void> {
  const inUse = await namesInUse(database);
  const emptied = backup.filter(({ table }) => inUse.has(table.name));
  const filled = backup.filter(({ rows }) => rows !== noRows);
  await database.sql.begin(async (tx) => {
    await tx`set local session_replication_role = replica`;
    await Promise.all(
      emptied.map(
        ({ table }) => tx`delete from ${tx(table.name)} where practice_id = ${practiceId}`,
      ),
    );
    await Promise.all(
      filled.map(({ table, rows }) =>
        tx.unsafe(
          `insert into "${table.name}" (${table.columns}) overriding system value
           select ${table.columns} from jsonb_populate_recordset(null::"${table.name}", $1::text::jsonb)`,
          [rows as string],
        ),
      ),
    );
  });
}
