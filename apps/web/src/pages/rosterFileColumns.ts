import { element } from "../parts/element.ts";
import { table } from "../parts/table.ts";
import {
  fileRead,
  type FileSettings,
  type Preview,
  type ReportedColumn,
} from "./rosterFileCalls.ts";

type ColumnSettings = NonNullable<FileSettings["columns"]>;
type Field = NonNullable<ColumnSettings[number]["field"]>;

const fieldNames: Record<Field, string> = {
  full_name: "Name",
  first_name: "First name",
  middle_name: "Middle name",
  last_name: "Last name",
  dob: "Date of birth",
  sex: "Sex",
  email: "Email",
  phone: "Phone",
  address_line1: "Street",
  city: "City",
  state: "State",
  zip: "Postcode",
  country: "Country",
  external_id: "ID of the old system",
  membership_external_id: "Membership ID of the old system",
  plan_name: "Plan",
  price_cents: "Price",
  interval: "Billing cycle",
  enrolment_fee_cents: "Enrolment fee",
  last_billed: "Last billed",
  covered_through: "Covered through",
  next_bill: "Next bill",
  stated_start: "Start date",
  original_start: "Original start",
  member_since: "Member since",
  end_date: "End date",
  term_periods: "Number of periods",
  source_status: "Status in the old system",
  membership_enabled: "Membership on or off",
  confirmed: "Confirmed",
  payment_method: "Payment method",
  autopay: "Autopay",
  household: "Household",
  role: "Role in the family",
  payer_name: "Name of the payer",
  payer_email: "Email of the payer",
  payer_external_id: "ID of the payer",
  member_names: "Names of all members",
  sponsor: "Employer who pays",
  division: "Division",
  balance_cents: "Balance",
  credit_cents: "Credit",
  last_payment_cents: "Last payment, amount",
  last_payment_on: "Last payment, date",
  label: "Label",
  notes: "Notes",
};

const fields = Object.entries(fieldNames) as [Field, string][];
const isField = (text: string): text is Field => text in fieldNames;

/** What each column was taken for; a choice reads the file again. */
export function columnTable({
  preview,
  change,
}: {
  preview: Preview;
  change: (said: { settings: FileSettings }) => void;
}): HTMLElement {
  const { columns } = preview.report;
  const choose = (column: number, field: Field | null): void => {
    const { settings } = fileRead(preview);
    change({ settings: { ...settings, columns: columnsWith({ columns, column, field }) } });
  };
  return table<ReportedColumn>({
    rows: columns,
    none: "No column was found.",
    columns: [
      { title: "Column", cell: nameAndSamples },
      { title: "Is", cell: (column) => fieldSelect({ column, choose }) },
      { title: "", cell: ({ field, confidence }) => surenessOf({ field, confidence }) },
    ],
  });
}

const nameAndSamples = ({ header, column, samples }: ReportedColumn): HTMLElement =>
  element("div", {}, [
    header || `Column ${column}`,
    element("div", { class: "quiet samples" }, [samples.slice(0, 3).join(" · ")]),
  ]);

const surenessOf = ({ field, confidence }: Pick<ReportedColumn, "field" | "confidence">) =>
  field === null || confidence >= 0.9 ? "" : "Please check";

function columnsWith(input: {
  columns: readonly ReportedColumn[];
  column: number;
  field: Field | null;
}): ColumnSettings {
  return input.columns.map(({ column, header, field }) => {
    const known = field !== null && isField(field) ? field : null;
    return { column, header, field: column === input.column ? input.field : known };
  });
}

function fieldSelect({
  column,
  choose,
}: {
  column: ReportedColumn;
  choose: (column: number, field: Field | null) => void;
}): HTMLElement {
  const option = (value: string, text: string): HTMLElement =>
    element("option", { value, ...(value === (column.field ?? "") ? { selected: "" } : {}) }, [
      text,
    ]);
  const select = element("select", { "aria-label": `What ${column.header} is` }, [
    option("", "Leave it out"),
    ...fields.map(([key, name]) => option(key, name)),
  ]);
  select.addEventListener("change", () =>
    choose(column.column, isField(select.value) ? select.value : null),
  );
  return select;
}
