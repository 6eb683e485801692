import { planRunRevert, revertRun } from "@rollbook/services/roster";
import { columnOf, rowOf } from "../acts/index.ts";
import { readStored } from "../stored.ts";
import { syncOnce } from "../syncOnce.ts";
import { setStored, type Violation, type World } from "../world.ts";

const minuteMs = 60_000;

/**
 * A run that took cities from the sheet is taken back: they stand as before on both sides, what was changed since stays,
 * and nothing else moves.
 */
export async function judgeRevert(world: World): Promise<Violation[]> {
  const people = [...world.people.values()].filter((one) => !one.hasFormula && !one.isPriceSpoilt);
  const [changed, kept, other] = people;
  if (changed === undefined || kept === undefined || other === undefined) return [];
  const before = await cities(world);
  const isInDoubt = [changed, kept, other].some(
    ({ name }) => before[name]?.sheet !== before[name]?.stored,
  );
  if (isInDoubt) return [];
  typeCity(world, changed.name, "Reverted City");
  typeCity(world, kept.name, "Passing City");
  const run = await quietSync(world);
  await setStored(world, { name: kept.name, field: "City", value: "Later City" });
  await quietSync(world);
  const runId = run.result?.runId ?? "";
  const shown = await world.run(planRunRevert, { id: world.rosterId, runId });
  await world.run(revertRun, { id: world.rosterId, runId, planHash: shown.plan.hash });
  await quietSync(world);
  await quietSync(world);
  const after = await cities(world);
  const wanted: Record<string, string> = {
    [changed.name]: before[changed.name]?.sheet ?? "",
    [kept.name]: "Later City",
    [other.name]: before[other.name]?.sheet ?? "",
  };
  return Object.entries(wanted).flatMap(([name, city]) => {
    const is = after[name];
    if (is?.sheet === city && is.stored === city) return [];
    const detail = `${name}: ${city} was to come back; sheet ${is?.sheet}, database ${is?.stored}`;
    return [{ property: "P11", detail }];
  });
}

function typeCity(world: World, name: string, city: string): void {
  world.sheet.type(rowOf(world, name), columnOf(world, "City"), city);
}

function quietSync(world: World) {
  world.clock.ms += 20 * minuteMs;
  return syncOnce({ world, isQuiet: true });
}

async function cities(world: World): Promise<Record<string, { sheet: string; stored: string }>> {
  const column = columnOf(world, "City");
  const rows = world.sheet.rows();
  const { patients } = await readStored(world);
  return Object.fromEntries(
    patients.map(({ name, city }) => {
      const row = rows.find((cells) => cells[0] === name);
      return [name, { sheet: String(row?.[column] ?? ""), stored: city ?? "" }];
    }),
  );
}
