import { intervalInWords } from "../calendar/index.ts";
import { paymentMethodInWords, type PaymentMethod } from "../membership/index.ts";
import { decimalOf, type Currency } from "../money/index.ts";
import { rosterField } from "../roster/index.ts";
import type { LayoutTab } from "./layout.ts";
import { displayNameOf } from "./identity.ts";
import type { FieldValue } from "./fieldValue.ts";
import type { InputWrite } from "./operation.ts";
import type { PausedColumn } from "./pausedColumns.ts";
import type { Rebinding } from "./rebinding.ts";
import type { SyncPlan } from "./planSync.ts";
import { priceKey, proposalsAfter } from "./priceProposals.ts";
import type { ComputedValue, KnownRow, PriceProposal, SyncState } from "./syncState.ts";

export type ListRow = { id: string; cells: Record<string, ComputedValue | boolean> };
/** A tab of ours and the rows that shall stand in it, in any order. */
export type ListTab = { tab: LayoutTab; rows: ListRow[] };

export type ListedInvoice = {
  id: string;
  number: string;
  member: string;
  issuedOn: string | null;
  dueOn: string | null;
  totalMinor: number;
  openMinor: number;
  state: string;
  isSent: boolean;
};

export type ListedPayment = {
  id: string;
  receivedOn: string;
  payer: string;
  method: PaymentMethod;
  amountMinor: number;
  allocatedMinor: number;
  /** Refunds and corrections. */
  returnedMinor: number;
};

/** Our tabs as they shall stand once the plan is applied. */
export function planTabs(input: {
  state: SyncState;
  plan: SyncPlan;
  invoices: readonly ListedInvoice[];
  payments: readonly ListedPayment[];
  currency: Currency;
  /** Values of the database that cannot be typed into the sheet: a formula, a merge, a form it does not read. */
  unwritable: readonly InputWrite[];
}): ListTab[] {
  return [
    { tab: "plans", rows: planRows(input) },
    { tab: "invoices", rows: input.invoices.map(invoiceRow) },
    { tab: "payments", rows: input.payments.map(paymentRow) },
    { tab: "issues", rows: issueRows(input) },
    { tab: "help", rows: [...helpRows, syncNowRow] },
  ];
}

function planRows(input: { state: SyncState; plan: SyncPlan }): ListRow[] {
  const members = membersByPlan(input);
  const created = input.plan.operations.filter((operation) => operation.kind === "create_plan");
  const { proposals } = input.state;
  const wanted = proposalsAfter({ proposals, operations: input.plan.operations });
  return [...input.state.plans, ...created].flatMap((plan) =>
    plan.prices.map((price) => ({
      id: `${plan.name}/${price.interval}`,
      cells: {
        name: plan.name,
        interval: intervalInWords(price.interval),
        price: price.priceMinor,
        members: members.get(`${plan.name}/${price.interval}`) ?? 0,
        proposal: proposalText(wanted.get(`${plan.name}/${price.interval}`)),
      },
    })),
  );
}

function membersByPlan(input: { state: SyncState; plan: SyncPlan }): Map<string, number> {
  const facts = new Map(
    input.state.known.map((known) => [known.rowId, known.membership?.facts ?? null]),
  );
  for (const operation of input.plan.operations) {
    const isMember = operation.kind === "create_member" || operation.kind === "update_member";
    if (isMember && operation.membership !== null) {
      facts.set(operation.rowId, operation.membership.facts);
    }
  }
  for (const operation of input.plan.operations) {
    if (operation.kind !== "adopt_member") continue;
    const member = input.state.unlisted.find((one) => one.patientId === operation.patientId);
    facts.set(operation.rowId, member?.membership.facts ?? null);
  }
  const counts = new Map<string, number>();
  for (const one of facts.values()) {
    if (one === null) continue;
    const key = `${one.planName}/${one.interval}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return counts;
}

const invoiceRow = (invoice: ListedInvoice): ListRow => ({
  id: invoice.id,
  cells: {
    number: invoice.number,
    member: invoice.member,
    issued_on: invoice.issuedOn,
    due_on: invoice.dueOn,
    total: invoice.totalMinor,
    open: invoice.openMinor,
    state: invoice.state,
    sent: invoice.isSent,
  },
});

const paymentRow = (payment: ListedPayment): ListRow => ({
  id: payment.id,
  cells: {
    received_on: payment.receivedOn,
    payer: payment.payer,
    method: paymentMethodInWords[payment.method],
    amount: payment.amountMinor,
    allocated: payment.allocatedMinor,
    returned: payment.returnedMinor,
    unallocated: payment.amountMinor - payment.allocatedMinor - payment.returnedMinor,
  },
});

function proposalText(proposal: PriceProposal | undefined): string | null {
  switch (proposal?.state) {
    case "open":
      return "Waits for approval";
    case "declined":
      return "Declined";
    default:
      return null;
  }
}

const pausedRow = (paused: PausedColumn): ListRow => ({
  id: `${pausedPrefix}${paused.approval}`,
  cells: {
    member: null,
    field: rosterField(paused.field).label,
    sheet_value: paused.header,
    database_value: null,
    what: `${paused.message} ${wayOut[paused.kind]}`,
  },
});

const wayOut: Record<PausedColumn["kind"], string> = {
  moved: "Type sheet under Keep, or put the column back.",
  renamed: "Type sheet under Keep, or put the column back.",
  blank: "Put the values back (undo), or type sheet under Keep to empty them in Rollbook as well.",
};

const pausedPrefix = "column/";

const reboundPrefix = "rows/";

/** Rows beside the hidden ID of another member. */
const reboundRow = ({ message, approval }: Rebinding): ListRow => ({
  id: `${reboundPrefix}${approval}`,
  cells: {
    member: null,
    field: null,
    sheet_value: null,
    database_value: null,
    what: `${message} Type sheet under Keep, or undo it.`,
  },
});

/** What the choice beside a paused column or rebound rows approves; null where the row is about something else. */
export const approvalOfIssue = (id: string): string | null => {
  const prefix = [pausedPrefix, reboundPrefix].find((one) => id.startsWith(one));
  return prefix === undefined ? null : id.slice(prefix.length);
};

/** Prices that wait for somebody who may edit products. */
function proposalRows(input: { state: SyncState; plan: SyncPlan; currency: Currency }): ListRow[] {
  const { state, plan, currency } = input;
  const wanted = proposalsAfter({ proposals: state.proposals, operations: plan.operations });
  const amount = (minor: number) => `${decimalOf({ minor, currency })} ${currency}`;
  return [...wanted.values()]
    .filter((proposal) => proposal.state === "open")
    .map((proposal) => {
      const present = state.plans
        .find((one) => one.name === proposal.planName)
        ?.prices.find((price) => price.interval === proposal.interval);
      return {
        id: `price/${priceKey(proposal)}`,
        cells: {
          member: proposal.planName,
          field: `price, ${intervalInWords(proposal.interval)}`,
          sheet_value: amount(proposal.priceMinor),
          database_value: present === undefined ? null : amount(present.priceMinor),
          what: "A new price was typed in Plans. Nobody is charged it before someone who may edit products approves it in Rollbook.",
        },
      };
    });
}

/** Conflicts to choose in, values that cannot be written, and members whose row is gone. */
function issueRows(input: {
  state: SyncState;
  plan: SyncPlan;
  currency: Currency;
  unwritable: readonly InputWrite[];
}): ListRow[] {
  const conflicts = new Map<string, ListRow>();
  const known = new Map(input.state.known.map((row) => [row.rowId, row]));
  for (const row of known.values()) {
    for (const open of row.openConflicts) {
      const { id, cells } = conflictRow({ row, ...open });
      conflicts.set(id, { id, cells });
    }
  }
  for (const operation of input.plan.operations) {
    const row = "rowId" in operation ? known.get(operation.rowId) : undefined;
    if (row === undefined) continue;
    if (operation.kind === "open_conflict") {
      const listed = conflictRow({ row, ...operation });
      conflicts.set(listed.id, listed);
    }
    if (operation.kind === "settle_conflict") conflicts.delete(`${row.rowId}/${operation.field}`);
  }
  for (const write of input.unwritable) {
    const row = known.get(write.rowId);
    if (row !== undefined)
      conflicts.set(`${write.rowId}/${write.field}`, unwritableRow({ row, write }));
  }
  return [
    ...conflicts.values(),
    ...input.plan.paused.map(pausedRow),
    ...(input.plan.rebinding === null ? [] : [reboundRow(input.plan.rebinding)]),
    ...proposalRows(input),
    ...absentRows({ known, plan: input.plan }),
  ];
}

function conflictRow(input: {
  row: KnownRow;
  field: Parameters<typeof rosterField>[0];
  sheetValue: FieldValue;
  storedValue: FieldValue;
}): ListRow {
  return {
    id: `${input.row.rowId}/${input.field}`,
    cells: {
      member: shownName(input.row),
      field: rosterField(input.field).label,
      sheet_value: shown(input.sheetValue),
      database_value: shown(input.storedValue),
      what: "Both were changed. Type sheet or rollbook under Keep.",
    },
  };
}

const unwritableRow = (input: { row: KnownRow; write: InputWrite }): ListRow => ({
  id: `${input.write.rowId}/${input.write.field}`,
  cells: {
    member: shownName(input.row),
    field: rosterField(input.write.field).label,
    sheet_value: shown(input.write.before),
    database_value: shown(input.write.value),
    what: "Rollbook cannot type its value into this cell. Type it there, or change it back in Rollbook.",
  },
});

function absentRows(input: { known: ReadonlyMap<string, KnownRow>; plan: SyncPlan }): ListRow[] {
  const reads = new Map([...input.known.values()].map((row) => [row.rowId, row.absentReads]));
  for (const operation of input.plan.operations) {
    if (operation.kind === "count_absence") reads.set(operation.rowId, operation.reads);
  }
  return [...reads].flatMap(([rowId, count]) => {
    const row = input.known.get(rowId);
    if (row === undefined || count < 2) return [];
    const what =
      "Their row is gone. Undo the deletion, or say on which day they left; nothing is billed meanwhile.";
    const cells = {
      member: shownName(row),
      field: null,
      sheet_value: null,
      database_value: null,
      what,
    };
    return [{ id: `${rowId}/gone`, cells }];
  });
}

const shownName = (row: KnownRow) => displayNameOf(row.base);

const shown = (value: FieldValue): string | null =>
  value === null ? null : Array.isArray(value) ? value.join(", ") : String(value);

const helpRows: ListRow[] = [
  "Type in the roster as you always did: any order, columns of your own, sort, filter, insert, delete.",
  "The shaded columns are Rollbook's: start date, status, next charge, invoices, balance, needs attention. What is typed there is put back.",
  "Needs attention says in plain words what is wrong with a row. A row with a mistake creates and charges nothing.",
  "Nothing is charged because someone types: the daily billing run issues invoices, and only for rows that were read twice and agree.",
  "Where the sheet and Rollbook were both changed, Issues shows both values: type sheet or rollbook under Keep.",
  "Tick Sent in Invoices once an invoice went out. Payments lists what came in and how much of it is allocated.",
  "A new price typed in Plans is a proposal: it waits until someone who may edit products approves it.",
  "A deleted row asks on which day the person left; undo brings everything back.",
].map((text, at) => ({ id: String(at + 1), cells: { text } }));

/** A tick is a change of the file, which Drive tells of; the sync that follows takes it away. */
const syncNowRow: ListRow = {
  id: "sync_now",
  cells: {
    text: "To sync now, tick the box beside this line. Rollbook takes the tick away when it is done, within a few minutes.",
    sync_now: false,
  },
};

/** What a person chose under Keep, by the conflict's ID. */
export function chosenSideOf(text: string): "sheet" | "database" | null {
  switch (text.trim().toLowerCase()) {
    case "sheet":
      return "sheet";
    case "rollbook":
    case "database":
      return "database";
    default:
      return null;
  }
}
