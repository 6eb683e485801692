import { intervalInWords } from "../calendar/index.ts";
import { paymentMethodInWords, type PaymentMethod } from "../membership/index.ts";
import { RosterFieldKey, rosterField } from "../roster/index.ts";
import type { LayoutTab } from "./layout.ts";
import type { OpenIssue } from "./openIssues.ts";
import type { SyncPlan } from "./planSync.ts";
import { priceKey, proposalsAfter } from "./priceProposals.ts";
import type { ComputedValue, PriceProposal, SyncState } from "./syncState.ts";

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
  issues: readonly OpenIssue[];
}): ListTab[] {
  return [
    { tab: "plans", rows: planRows(input) },
    { tab: "invoices", rows: input.invoices.map(invoiceRow) },
    { tab: "payments", rows: input.payments.map(paymentRow) },
    { tab: "issues", rows: input.issues.filter(listedIssue).map(issueRow) },
    { tab: "help", rows: [...helpRows, syncNowRow] },
  ];
}

function planRows(input: { state: SyncState; plan: SyncPlan }): ListRow[] {
  const members = membersByPlan(input);
  const created = input.plan.operations.filter((operation) => operation.kind === "create_plan");
  const { proposals } = input.state;
  const wanted = proposalsAfter({ proposals, operations: input.plan.operations });
  const done = typedAndApproved(input.state);
  return [...input.state.plans, ...created].flatMap((plan) =>
    plan.prices.map((price) => ({
      id: `${plan.name}/${price.interval}`,
      cells: {
        name: plan.name,
        interval: intervalInWords(price.interval),
        price: price.priceMinor,
        members: members.get(`${plan.name}/${price.interval}`) ?? 0,
        proposal: proposalText(wanted.get(`${plan.name}/${price.interval}`)),
        ...(done.has(priceKey({ planName: plan.name, interval: price.interval }))
          ? { proposed_price: null }
          : {}),
      },
    })),
  );
}

/** A price that was approved is the plan's own now: its cell is emptied for the next proposal (SYN-15). */
function typedAndApproved({ typedPrices, proposals, plans }: SyncState): ReadonlySet<string> {
  const approved = new Map(
    proposals
      .filter(({ state }) => state === "approved")
      .map((proposal) => [priceKey(proposal), proposal.priceMinor]),
  );
  const present = new Map(
    plans.flatMap(({ name, prices }) =>
      prices.map(({ interval, priceMinor }) => [
        priceKey({ planName: name, interval }),
        priceMinor,
      ]),
    ),
  );
  const isDone = (key: string, typed: number | null) =>
    typed !== null && typed === approved.get(key) && typed === present.get(key);
  return new Set(
    typedPrices.flatMap((typed) =>
      isDone(priceKey(typed), typed.priceMinor) ? [priceKey(typed)] : [],
    ),
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

/** What stands in Issues: whatever waits for somebody. What a row is only told stands in the row. */
const listedIssue = ({ kind }: OpenIssue) =>
  kind !== "remark" && kind !== "file_question" && kind !== "stopped";

const issueRow = (issue: OpenIssue): ListRow => ({
  id: issue.id,
  cells: {
    row: issue.record,
    member: issue.member,
    field: labelOf(issue.field),
    sheet_value: issue.kind === "paused_column" ? issue.column : issue.sheetValue,
    database_value: issue.storedValue,
    what: whatToDo(issue),
  },
});

function labelOf(field: string | null): string | null {
  const key = RosterFieldKey.safeParse(field);
  return key.success ? rosterField(key.data).label : (field?.replaceAll("_", " ") ?? null);
}

function whatToDo({ kind, cause, message }: OpenIssue): string {
  switch (kind) {
    case "conflict":
      return "Both were changed. Type sheet or rollbook under Keep.";
    case "paused_column":
      return cause === "column_blank"
        ? `${message} Put the values back (undo), or type sheet under Keep to empty them in Rollbook as well.`
        : `${message} Type sheet under Keep, or put the column back.`;
    case "moved_rows":
      return `${message} Type sheet under Keep, or undo it.`;
    default:
      return message;
  }
}

const helpRows: ListRow[] = [
  "Type in the roster as you always did: any order, columns of your own, sort, filter, insert, delete.",
  "The shaded columns are Rollbook's: start date, status, next charge, invoices, balance, needs attention. What is typed there is put back.",
  "Needs attention says in plain words what is wrong with a row. A row with a mistake creates and charges nothing.",
  "Nothing is charged because someone types: the daily billing run issues invoices, and only for rows that were read twice and agree.",
  "Where the sheet and Rollbook were both changed, Issues shows both values: type sheet or rollbook under Keep.",
  "Tick Sent in Invoices once an invoice went out. Payments lists what came in and how much of it is allocated.",
  "A new price typed in Plans is a proposal: it waits until someone who may edit products approves it.",
  "Issues lists what waits for somebody, with its row: mistakes, questions, values that differ, rows that are gone, prices to approve.",
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
