import { planSync, type SyncPlan } from "@rollbook/core/reconcile";
import type { Random } from "../random.ts";
import type { Violation } from "../world.ts";
import { applyToy } from "./applyToy.ts";
import { shuffle, type PlannerCase } from "./plannerCase.ts";
import { stateOf, type Toy } from "./toy.ts";

/** Holds a plan against what was done: nothing but the words of what must happen is shared with the planner. */
export function judgePlan(given: PlannerCase, random: Random): Violation[] {
  const { toy } = given;
  const plan = planSync(stateOf(toy));
  const stops = plan.guards.map((guard) => guard.code).sort();
  if (stops.join() !== given.stops.join()) {
    return [{ property: "P9", detail: `stops ${stops.join()}, not ${given.stops.join()}` }];
  }
  if (plan.kind === "stopped") return [];
  return [
    ...judgeSaid({ given, said: saidBy(plan, toy) }),
    ...judgeOrder({ toy, plan, random }),
    ...judgeSecond(toy, plan),
    ...(random.chance(0.1) ? judgeAgain(toy, plan) : []),
  ];
}

/** A plan in plain words, without what only shows or counts. */
function saidBy(plan: SyncPlan, toy: Toy): string[] {
  const nameOf = (rowId: string) =>
    String(toy.known.find((row) => row.rowId === rowId)?.base.full_name ?? rowId);
  const said = plan.operations.flatMap((operation): string[] => {
    switch (operation.kind) {
      case "create_plan":
      case "propose_price":
      case "adopt_member":
        return [operation.kind];
      case "create_member":
        return [`create ${operation.values.full_name ?? ""}`];
      case "update_member":
        return operation.changes.map(
          ({ field, to }) => `update ${nameOf(operation.rowId)} ${field} ${String(to)}`,
        );
      case "agree":
        return agreedBy(operation, toy).map((what) => `agree ${nameOf(operation.rowId)} ${what}`);
      case "hold_row":
        return [`held ${nameOf(operation.rowId)}`];
      case "set_billing_holds":
        return operation.holds.map((hold) => `park ${nameOf(operation.rowId)} ${hold.code}`);
      case "count_absence":
        return [`absent ${nameOf(operation.rowId)}`];
      case "open_conflict":
        return [
          `conflict ${nameOf(operation.rowId)} ${operation.field} ${String(operation.sheetValue)} ${String(operation.storedValue)}`,
        ];
      case "settle_conflict":
      case "notice":
        return [`${operation.kind} ${nameOf(operation.rowId)}`];
      case "journal":
        return [`journal ${nameOf(operation.rowId)} ${String(operation.found)}`];
    }
  });
  const writes = plan.inputWrites.map(
    ({ rowId, field, value }) => `write ${nameOf(rowId)} ${field} ${String(value)}`,
  );
  return [...said, ...writes].sort();
}

function agreedBy(operation: { rowId: string; agreed: object }, toy: Toy): string[] {
  const base = (toy.known.find((row) => row.rowId === operation.rowId)?.base ?? {}) as Record<
    string,
    unknown
  >;
  return Object.entries(operation.agreed).flatMap(([field, value]) =>
    base[field] === value ? [] : [`${field} ${String(value)}`],
  );
}

const propertyOf = (text: string) => {
  const [kind = ""] = text.split(" ");
  const known: Record<string, string> = {
    create: "P14",
    write: "P5",
    held: "P6",
    park: "P14",
    absent: "P9",
    conflict: "P3",
    journal: "P3",
    update: "P4",
  };
  return known[kind] ?? "P1";
};

function judgeSaid(input: { given: PlannerCase; said: readonly string[] }): Violation[] {
  const { given } = input;
  // A conflict of a price parks the invoicing with it; whoever copies a row that differs parks it too.
  const isBeside = (text: string) =>
    text.startsWith("park") &&
    given.expected.some(
      (one) =>
        (one.startsWith("conflict") && one.includes("price_cents") && text.includes("conflict")) ||
        (one.startsWith("held") && text.startsWith(one.replace("held", "park"))),
    );
  const said = input.said.filter((text) => given.expected.includes(text) || !isBeside(text));
  const missing = given.expected.filter((text) => !said.includes(text));
  const invented = said.filter((text) => !given.expected.includes(text));
  const twice = said.filter((text, at) => said.indexOf(text) !== at);
  return [
    ...missing.map((text) => ({ property: propertyOf(text), detail: `not planned: ${text}` })),
    ...invented.map((text) => ({ property: "P16", detail: `planned for nothing: ${text}` })),
    ...twice.map((text) => ({ property: "P8", detail: `planned twice: ${text}` })),
  ];
}

/** Rows in another order ask for the same (P7). Row numbers are no part of it. */
function judgeOrder(input: { toy: Toy; plan: SyncPlan; random: Random }): Violation[] {
  const { toy, plan, random } = input;
  if (random.chance(0.8)) return [];
  const rows = [...toy.rows];
  shuffle(random, rows);
  const other = planSync(stateOf({ ...toy, rows }));
  const told = (one: SyncPlan) =>
    JSON.stringify([
      one.kind,
      one.operations.map((operation) => ({ ...operation, record: 0 })),
      one.inputWrites.map((write) => ({ ...write, record: 0 })).sort(byRow),
    ]).replaceAll(/row \d+/g, "row");
  return told(plan) === told(other)
    ? []
    : [{ property: "P7", detail: "another order of rows gives another plan" }];
}

const byRow = (a: { rowId: string; field: string }, b: { rowId: string; field: string }) =>
  `${a.rowId}/${a.field}` < `${b.rowId}/${b.field}` ? -1 : 1;

/** Another look at the same state gives the same plan (P10). */
const judgeAgain = (toy: Toy, plan: SyncPlan): Violation[] =>
  planSync(stateOf(toy)).hash === plan.hash
    ? []
    : [{ property: "P10", detail: "the same state has another hash" }];

/** A plan after its own apply is empty (P2). */
function judgeSecond(toy: Toy, plan: SyncPlan): Violation[] {
  const second = planSync(stateOf(applyToy(toy, plan)));
  const asked = [...second.operations, ...second.computedWrites, ...second.inputWrites];
  return [
    ...(second.hash === plan.hash && planned(second) !== planned(plan)
      ? [{ property: "P10", detail: "another plan has the same hash" }]
      : []),
    ...(second.guards.length > 0 ? [{ property: "P2", detail: "the second plan stops" }] : []),
    ...asked.slice(0, 1).map((one) => ({
      property: "P2",
      detail: `the second plan asks for ${JSON.stringify(one)}`,
    })),
  ];
}

const planned = ({ operations, computedWrites, inputWrites }: SyncPlan) =>
  JSON.stringify([operations, computedWrites, inputWrites]);
