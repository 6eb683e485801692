import { afterAll, beforeAll, expect, test } from "vitest";
import {
  addMember,
  addPlan,
  day,
  refusalOf,
  startTestPractice,
  type TestPractice,
} from "../testing/index.ts";
import {
  adviseFirstCycle,
  checkBooking,
  createAppointmentType,
  listAppointmentTypes,
  relaxAppointmentType,
} from "./index.ts";

let here: TestPractice;
let patientId: string;
let typeId: string;
beforeAll(async () => {
  here = await startTestPractice();
  const planId = await addPlan(here);
  ({ patientId } = await addMember(here, { planId, lastBilled: day("2026-05-01") }));
  const type = await here.run(createAppointmentType, {
    name: "Annual visit",
    filter: { kind: "any_membership" },
  });
  typeId = type.id;
});
afterAll(() => here.testDatabase.drop());

const check = () => here.run(checkBooking, { appointmentTypeId: typeId, patientId });

test("BOOK-2: Deferred counts as no member, and the answer says why", async () => {
  expect(await check()).toMatchObject({
    isAllowed: false,
    rule: "BOOK-2",
    reason: expect.stringContaining("Deferred"),
  });
});

test("BOOK-3: the advice names who is shut out of what, and until which day", async () => {
  expect((await here.run(adviseFirstCycle, {})).data).toMatchObject([
    {
      appointmentTypeId: typeId,
      throughDay: "2026-05-31",
      members: [{ patientId, throughDay: "2026-05-31" }],
    },
  ]);
});

test("BOOK-4: a relaxation lets them book and ends by itself", async () => {
  await here.run(relaxAppointmentType, { id: typeId, throughDay: day("2026-05-25") });
  expect(await check()).toMatchObject({ isAllowed: true, rule: "BOOK-4" });
  here.setInstant("2026-05-26T15:00:00Z");
  expect(await check()).toMatchObject({ isAllowed: false });
  here.setInstant("2026-06-01T15:00:00Z");
  expect(await check()).toMatchObject({ isAllowed: true, rule: "BOOK-1" });
  here.setInstant("2026-05-20T15:00:00Z");
});

test("BOOK-4: a relaxation without an end in sight is refused", async () => {
  const relax = here.run(relaxAppointmentType, { id: typeId, throughDay: day("2031-01-01") });
  expect(await refusalOf(relax)).toMatchObject({ rule: "BOOK-4" });
});

test("appointment types are listed", async () => {
  expect((await here.run(listAppointmentTypes, {})).data).toHaveLength(1);
});
