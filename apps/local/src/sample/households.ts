import { addDays, plainDate, type PlainDate } from "@rollbook/core/calendar";
import { firstNames, lastNames } from "./names.ts";
import type { Random } from "./random.ts";
import { date, money, text, yesNo, type SampleRow } from "./sampleRow.ts";

const employerName = "Northfield Mills";
const paymentMethods = ["Card", "Card", "Card", "ACH", "Check", "Cash"] as const;
const cycleNames = { P1M: "Monthly", P3M: "Quarterly", P1Y: "Yearly" } as const;
type Cycle = keyof typeof cycleNames;

interface Person {
  firstName: string;
  lastName: string;
  birthDate: PlainDate;
}

export interface SampleContext {
  random: Random;
  today: PlainDate;
  /** Names already given, so that nobody is a duplicate by chance. */
  takenNames: Set<string>;
}

/** One household of the sample practice: its rows in the order in which a front desk types them. */
export function makeHousehold(context: SampleContext): SampleRow[] {
  const kind = context.random.between(1, 100);
  if (kind <= 34) return [singleRow(context, "Gold", context.random.chance(0.8) ? "P1M" : "P1Y")];
  if (kind <= 58) {
    return [
      singleRow(context, "Silver", context.random.pick(["P1M", "P1M", "P3M", "P1Y"] as const)),
    ];
  }
  if (kind <= 72) return [employeeRow(context)];
  return familyRows(context);
}

function singleRow(context: SampleContext, plan: "Gold" | "Silver", cycle: Cycle): SampleRow {
  const person = makePerson(context, {
    lastName: context.random.pick(lastNames),
    minAge: 19,
    maxAge: 84,
  });
  return { ...personCells(context, person), ...billingCells(context, { plan, cycle }) };
}

function employeeRow(context: SampleContext): SampleRow {
  const person = makePerson(context, {
    lastName: context.random.pick(lastNames),
    minAge: 19,
    maxAge: 66,
  });
  const [year, month] = context.today.split("-");
  return {
    ...personCells(context, person),
    Plan: text("Employer Care"),
    "Billing cycle": text("Monthly"),
    Price: money(7500),
    Employer: text(employerName),
    "Payment method": text("ACH"),
    Autopay: text("Yes"),
    "Last billed": date(plainDate(`${year}-${month}-01`)),
  };
}

function familyRows(context: SampleContext): SampleRow[] {
  const lastName = context.random.pick(lastNames);
  const head = makePerson(context, { lastName, minAge: 28, maxAge: 58 });
  const payer = text(`${head.firstName} ${head.lastName}`);
  const family = text(`${lastName} family`);
  const cycle = context.random.chance(0.85) ? "P1M" : "P1Y";
  const headRow = {
    Family: family,
    ...personCells(context, head),
    ...billingCells(context, { plan: "Family", cycle }),
    Payer: payer,
  };
  const others = Array.from({ length: context.random.between(1, 3) }, (_, index) => {
    const ages = index === 0 ? { minAge: 28, maxAge: 58 } : { minAge: 1, maxAge: 17 };
    const person = makePerson(context, { lastName, ...ages });
    return { Family: family, ...nameCells(person), Plan: text("Family"), Payer: payer };
  });
  return [headRow, ...others];
}

function billingCells(
  context: SampleContext,
  { plan, cycle }: { plan: "Gold" | "Silver" | "Family"; cycle: Cycle },
): SampleRow {
  const { random } = context;
  const prices = {
    Gold: { P1M: 9900, P3M: 29_700, P1Y: 108_900 },
    Silver: { P1M: 6900, P3M: 19_900, P1Y: 75_900 },
    Family: { P1M: 18_900, P3M: 56_700, P1Y: 207_900 },
  } as const;
  const paymentMethod = random.pick(paymentMethods);
  return {
    Plan: text(plan),
    "Payment method": text(paymentMethod),
    Autopay: yesNo(paymentMethod === "Card" || paymentMethod === "ACH"),
    "Billing cycle": text(cycleNames[cycle]),
    Price: money(prices[plan][cycle]),
    ...(random.chance(0.15) ? { "Enrollment fee": money(7500) } : {}),
    ...lastBillCells(context, cycle),
  };
}

function lastBillCells({ random, today }: SampleContext, cycle: Cycle): SampleRow {
  if (random.chance(0.4)) return { "Covered through": date(addDays(today, -1)) };
  const longestDays = { P1M: 26, P3M: 88, P1Y: 363 }[cycle];
  const lastBilled = addDays(today, -random.between(0, longestDays));
  const daysPastThe27th = Math.max(0, Number(lastBilled.slice(8)) - 27);
  return { "Last billed": date(addDays(lastBilled, -daysPastThe27th)) };
}

function makePerson(
  { random, today, takenNames }: SampleContext,
  { lastName, minAge, maxAge }: { lastName: string; minAge: number; maxAge: number },
): Person {
  let firstName = random.pick(firstNames);
  for (let tries = 0; takenNames.has(`${firstName} ${lastName}`) && tries < 200; tries += 1) {
    firstName = random.pick(firstNames);
  }
  if (takenNames.has(`${firstName} ${lastName}`))
    firstName = `${firstName} ${random.pick(firstNames)}`;
  takenNames.add(`${firstName} ${lastName}`);
  const birthDate = addDays(today, -random.between(minAge * 366, maxAge * 365));
  return { firstName, lastName, birthDate };
}

const nameCells = (person: Person): SampleRow => ({
  "First name": text(person.firstName),
  "Last name": text(person.lastName),
  "Date of birth": date(person.birthDate),
});

function personCells({ random }: SampleContext, person: Person): SampleRow {
  const mailName = `${person.firstName}.${person.lastName}`
    .normalize("NFD")
    .replaceAll(/[^A-Za-z.]/g, "")
    .toLowerCase();
  return {
    ...nameCells(person),
    Email: text(`${mailName}@example.org`),
    Phone: text(`(312) 555-01${String(random.between(0, 99)).padStart(2, "0")}`),
  };
}
