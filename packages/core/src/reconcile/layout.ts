export type LayoutTab =
  | "roster"
  | "plans"
  | "invoices"
  | "payments"
  | "issues"
  | "help"
  | "rollbook";

export type LayoutType = "text" | "date" | "money" | "number" | "checkbox" | "id";

/** computed: written by Rollbook alone. input: typed by people, read by Rollbook. shared: both. */
export type LayoutOwner = "computed" | "input" | "shared";

export type LayoutColumn = {
  tab: LayoutTab;
  key: string;
  header: string;
  type: LayoutType;
  owner: LayoutOwner;
  isHidden?: true;
  /** Where the width that a new column has is too small for what it says. */
  widthPixels?: number;
};

/**
 * Every cell that Rollbook adds to a spreadsheet. Reading, writing and the pages of docs derive from it.
 * The row ID stands between computed columns: a sort of the table takes it along.
 */
export const layout = [
  { tab: "roster", key: "start_date", header: "Start date", type: "date", owner: "computed" },
  { tab: "roster", key: "status", header: "Status", type: "text", owner: "computed" },
  {
    tab: "roster",
    key: "row_id",
    header: "Rollbook ID",
    type: "id",
    owner: "computed",
    isHidden: true,
  },
  {
    tab: "roster",
    key: "next_charge_date",
    header: "Next charge date",
    type: "date",
    owner: "computed",
  },
  {
    tab: "roster",
    key: "next_charge_amount",
    header: "Next charge amount",
    type: "money",
    owner: "computed",
  },
  { tab: "roster", key: "invoices", header: "Invoices", type: "number", owner: "computed" },
  { tab: "roster", key: "balance", header: "Balance", type: "money", owner: "computed" },
  {
    tab: "roster",
    key: "needs_attention",
    header: "Needs attention",
    type: "text",
    owner: "computed",
  },
  { tab: "plans", key: "plan_id", header: "Plan ID", type: "id", owner: "computed" },
  { tab: "plans", key: "name", header: "Plan", type: "text", owner: "computed", widthPixels: 200 },
  {
    tab: "plans",
    key: "interval",
    header: "Billed",
    type: "text",
    owner: "computed",
    widthPixels: 130,
  },
  { tab: "plans", key: "price", header: "Price", type: "money", owner: "computed" },
  { tab: "plans", key: "members", header: "Members", type: "number", owner: "computed" },
  {
    tab: "plans",
    key: "proposed_price",
    header: "New price (proposal)",
    type: "money",
    owner: "input",
    widthPixels: 160,
  },
  {
    tab: "plans",
    key: "proposal",
    header: "Proposal",
    type: "text",
    owner: "computed",
    widthPixels: 160,
  },
  { tab: "invoices", key: "invoice_id", header: "Invoice ID", type: "id", owner: "computed" },
  { tab: "invoices", key: "number", header: "Number", type: "text", owner: "computed" },
  {
    tab: "invoices",
    key: "member",
    header: "Member",
    type: "text",
    owner: "computed",
    widthPixels: 200,
  },
  { tab: "invoices", key: "issued_on", header: "Issued", type: "date", owner: "computed" },
  { tab: "invoices", key: "due_on", header: "Due", type: "date", owner: "computed" },
  { tab: "invoices", key: "total", header: "Total", type: "money", owner: "computed" },
  { tab: "invoices", key: "open", header: "Open", type: "money", owner: "computed" },
  { tab: "invoices", key: "state", header: "State", type: "text", owner: "computed" },
  { tab: "invoices", key: "sent", header: "Sent", type: "checkbox", owner: "input" },
  { tab: "payments", key: "payment_id", header: "Payment ID", type: "id", owner: "computed" },
  { tab: "payments", key: "received_on", header: "Received", type: "date", owner: "computed" },
  {
    tab: "payments",
    key: "payer",
    header: "Payer",
    type: "text",
    owner: "computed",
    widthPixels: 200,
  },
  {
    tab: "payments",
    key: "method",
    header: "Method",
    type: "text",
    owner: "computed",
    widthPixels: 110,
  },
  { tab: "payments", key: "amount", header: "Amount", type: "money", owner: "computed" },
  { tab: "payments", key: "allocated", header: "Allocated", type: "money", owner: "computed" },
  { tab: "payments", key: "returned", header: "Returned", type: "money", owner: "computed" },
  {
    tab: "payments",
    key: "unallocated",
    header: "Not allocated",
    type: "money",
    owner: "computed",
  },
  { tab: "issues", key: "issue_id", header: "Issue ID", type: "id", owner: "computed" },
  { tab: "issues", key: "row", header: "Row", type: "number", owner: "computed", widthPixels: 60 },
  {
    tab: "issues",
    key: "member",
    header: "Member",
    type: "text",
    owner: "computed",
    widthPixels: 180,
  },
  {
    tab: "issues",
    key: "field",
    header: "Field",
    type: "text",
    owner: "computed",
    widthPixels: 130,
  },
  {
    tab: "issues",
    key: "sheet_value",
    header: "In the sheet",
    type: "text",
    owner: "computed",
    widthPixels: 160,
  },
  {
    tab: "issues",
    key: "database_value",
    header: "In Rollbook",
    type: "text",
    owner: "computed",
    widthPixels: 160,
  },
  {
    tab: "issues",
    key: "what",
    header: "What to do",
    type: "text",
    owner: "computed",
    widthPixels: 760,
  },
  {
    tab: "issues",
    key: "keep",
    header: "Keep (sheet / rollbook)",
    type: "text",
    owner: "input",
    widthPixels: 170,
  },
  { tab: "help", key: "line", header: "Line", type: "id", owner: "computed" },
  {
    tab: "help",
    key: "text",
    header: "How this works",
    type: "text",
    owner: "computed",
    widthPixels: 900,
  },
  { tab: "help", key: "sync_now", header: "Sync now", type: "checkbox", owner: "input" },
  { tab: "rollbook", key: "what", header: "what", type: "text", owner: "computed" },
  { tab: "rollbook", key: "generation", header: "generation", type: "number", owner: "computed" },
  { tab: "rollbook", key: "row_id", header: "row_id", type: "id", owner: "computed" },
  { tab: "rollbook", key: "field", header: "field", type: "text", owner: "computed" },
  { tab: "rollbook", key: "id_found", header: "id_found", type: "text", owner: "computed" },
  { tab: "rollbook", key: "value_found", header: "value_found", type: "text", owner: "computed" },
  { tab: "rollbook", key: "place", header: "place", type: "text", owner: "computed" },
  { tab: "rollbook", key: "value_read", header: "value_read", type: "text", owner: "computed" },
  {
    tab: "rollbook",
    key: "value_written",
    header: "value_written",
    type: "text",
    owner: "computed",
  },
] as const satisfies readonly LayoutColumn[];

export const tabTitles = {
  roster: "Roster",
  plans: "Plans",
  invoices: "Invoices",
  payments: "Payments",
  issues: "Issues",
  help: "How this works",
  rollbook: "_rollbook",
} as const satisfies Record<LayoutTab, string>;

type LayoutRow = (typeof layout)[number];
export type ComputedKey = Exclude<Extract<LayoutRow, { tab: "roster" }>["key"], "row_id">;

export function columnsOf(tab: LayoutTab): readonly LayoutColumn[] {
  return layout.filter((column) => column.tab === tab);
}

export const rosterColumns: readonly LayoutColumn[] = columnsOf("roster");
