import { makeLiveRow } from "@rollbook/db/testing";
import { runBilling } from "@rollbook/services/billing";
import { syncOnce } from "../syncOnce.ts";
import type { Violation, World } from "../world.ts";

const minuteMs = 60_000;

/**
 * The first of June comes: whoever stands in the roster with nothing in doubt is billed once, at the price typed there;
 * a held row, a mistake and a copy are not.
 */
export async function judgeBilling(world: World): Promise<Violation[]> {
  const { database, practiceId } = world;
  world.clock.ms = Date.UTC(2026, 5, 2, 12);
  await makeLiveRow(database, { practiceId, on: "2026-05-01" });
  for (let read = 0; read < 2; read += 1) {
    await syncOnce({ world, isQuiet: true });
    world.clock.ms += 20 * minuteMs;
  }
  const parked = await inDoubt(world);
  await world.run(runBilling, {});
  await world.run(runBilling, {});
  const lines = await database.sql<{ name: string; charged: number[] }[]>`
    select concat_ws(' ', first_name, last_name) as name,
      array_agg(line.total_minor::int) filter (where line.id is not null) as charged
    from patient left join invoice_line line
      on line.practice_id = patient.practice_id and line.patient_id = patient.id and line.charge_kind = 'base'
    where patient.practice_id = ${practiceId} group by patient.id, first_name, last_name`;
  const charged = new Map(lines.map((line) => [line.name, line.charged ?? []]));
  return [...world.people.values()].flatMap((person) => {
    const is = charged.get(person.name) ?? [];
    const wanted = person.isPriceSpoilt || parked.has(person.name) ? [] : [person.price * 100];
    if (is.join() === wanted.join()) return [];
    const detail = `${person.name} was charged ${is.join(", ") || "nothing"}, not ${wanted.join() || "nothing"}`;
    return [{ property: "P14", detail }];
  });
}

/** Whose row is a question to a person: a conflict, an identity in doubt. */
async function inDoubt({ database, practiceId }: World): Promise<Set<string>> {
  const rows = await database.sql<{ name: string }[]>`
    select concat_ws(' ', first_name, last_name) as name
    from membership join patient on patient.practice_id = membership.practice_id and patient.id = patient_id
    where membership.practice_id = ${practiceId} and jsonb_array_length(holds) > 0`;
  return new Set(rows.map((row) => row.name));
}
