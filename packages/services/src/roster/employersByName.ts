import { employerTable } from "@rollbook/db/patient";
import { createEmployers as createEmployerRecords } from "../employer/index.ts";
import type { Given } from "../run/index.ts";

/** Employers of these names that the practice has: name as asked to id. */
export async function listEmployersByName(
  { tx }: Given,
  names: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const lower = names.map((name) => name.toLowerCase());
  const found = await employerTable.list(
    tx,
    { limit: 10_000 },
    tx`and not is_archived and lower(name) = any(${lower}::text[])`,
  );
  const ids = new Map(found.map((employer) => [employer.name.toLowerCase(), employer.id]));
  return new Map(
    names.flatMap((name) => {
      const id = ids.get(name.toLowerCase());
      return id === undefined ? [] : [[name, id] as const];
    }),
  );
}

/** Two spellings that differ in capitals are one employer. */
export async function createEmployers(
  given: Given,
  names: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const firsts = new Map<string, string>();
  for (const name of names)
    if (!firsts.has(name.toLowerCase())) firsts.set(name.toLowerCase(), name);
  const made = await createEmployerRecords(
    given,
    [...firsts.values()].map((name) => ({ name })),
  );
  const ids = new Map(made.map((employer) => [employer.name.toLowerCase(), employer.id]));
  return new Map(names.map((name) => [name, ids.get(name.toLowerCase()) ?? ""]));
}
