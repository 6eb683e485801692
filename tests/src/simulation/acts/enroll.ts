import { attachPlan } from "@rollbook/services/membership";
import { createPatient } from "@rollbook/services/patient";
import { personAt } from "../people.ts";
import type { World } from "../world.ts";

/** Somebody becomes a member over the API: a row of the roster that nobody typed. */
export async function enroll(world: World): Promise<boolean> {
  const [plan] = await world.database.sql<{ id: string }[]>`
    select id from plan where practice_id = ${world.practiceId} and name = 'Gold'`;
  const { person } = personAt(230 + world.people.size);
  if (plan === undefined || world.people.has(person.name)) return false;
  const [firstName = "", lastName = ""] = person.name.split(" ");
  const { id: patientId } = await world.run(createPatient, {
    firstName,
    lastName,
    birthDate: person.birthDate,
    email: person.fields.Email.agreed,
    city: person.fields.City.agreed,
  });
  await world.run(attachPlan, {
    patientId,
    planId: plan.id,
    interval: "P1M" as never,
    lastBilled: "2026-05-01" as never,
  });
  world.people.set(person.name, { ...person, note: "" });
  world.trace.push(`enrolled ${person.name}`);
  return true;
}
