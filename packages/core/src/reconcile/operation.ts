import type { Interval } from "../calendar/index.ts";
import type { OpeningEntry, RosterCell, RosterFieldKey, RosterValues } from "../roster/index.ts";
import type { StartInput } from "../start/index.ts";
import type { FieldChange, FieldValue } from "./fieldValue.ts";
import type { BillingHold } from "../membership/index.ts";
import type { ComputedKey } from "./layout.ts";
import type { ComputedValue, MembershipFacts } from "./syncState.ts";

/** One change of the database. Plain data: printable, hashable, reversible. */
export type SyncOperation =
  | {
      kind: "create_plan";
      name: string;
      isFamily: boolean;
      prices: { interval: Interval; priceMinor: number }[];
    }
  /** A price typed in Plans: it waits for somebody who may edit products. Null: no longer wanted. */
  | {
      kind: "propose_price";
      planName: string;
      interval: Interval;
      priceMinor: number | null;
    }
  | {
      kind: "create_member";
      rowId: string;
      record: number;
      values: RosterValues;
      /** Null: a person without a membership. */
      membership: NewMembership | null;
      familyRowId: string | null;
      /** Taken over once, with the member; later edits of those columns change nothing (ROS-26). */
      openings: readonly OpeningEntry[];
    }
  | {
      kind: "update_member";
      rowId: string;
      changes: FieldChange[];
      agreed: RosterValues;
      /** New facts where the start moved or a question of it was answered. */
      membership: NewMembership | null;
    }
  /** A member that was made in the database gets a row; `values` are what the row will say, or what both say already. */
  | {
      kind: "adopt_member";
      rowId: string;
      patientId: string;
      membershipId: string;
      values: RosterValues;
      /** Of a row that stands already, 1 = first; null where it is added below. */
      record: number | null;
      /** In which fields that row and the database differ. */
      differing: readonly RosterFieldKey[];
    }
  /** Both sides say the same already; only the base follows. */
  | { kind: "agree"; rowId: string; agreed: RosterValues }
  | { kind: "hold_row"; rowId: string; reason: string | null }
  | { kind: "set_billing_holds"; rowId: string; holds: readonly BillingHold[] }
  | { kind: "notice"; rowId: string; notice: string | null }
  | {
      kind: "count_absence";
      rowId: string;
      reads: number;
      since: string | null;
    }
  | {
      kind: "open_conflict";
      rowId: string;
      field: RosterFieldKey;
      base: FieldValue;
      sheetValue: FieldValue;
      storedValue: FieldValue;
    }
  | {
      kind: "settle_conflict";
      rowId: string;
      field: RosterFieldKey;
      keep: "sheet" | "database" | "equal";
    }
  | {
      kind: "journal";
      rowId: string;
      field: string;
      found: ComputedValue;
      replacedBy: ComputedValue;
    };

export type NewMembership = {
  facts: MembershipFacts;
  /** The dates its start was computed from; null where the start stays as it is. */
  startInput: StartInput | null;
  payerRowId: string | null;
  payerName: string | null;
  paymentMethod: string | null;
  isAutopay: boolean;
  enrolmentFeeMinor: number | null;
};

/** A cell of ours. `record` is the row in the sheet, 1 = first. */
export type ComputedWrite = {
  record: number;
  rowId: string | null;
  key: ComputedKey | "row_id";
  value: ComputedValue;
  before: ComputedValue;
  /** Beside a copy of the member's row: it says nothing of the member's own. */
  isCopy?: true;
};

/** A cell of theirs that follows a change of the database. */
export type InputWrite = {
  record: number;
  rowId: string;
  field: RosterFieldKey;
  value: FieldValue;
  before: FieldValue;
  /** The cell as it was read: what the batch must find there. */
  present?: RosterCell;
  /** Puts back what an earlier write covered; nothing is agreed by it. */
  isRepair?: true;
  /** What an earlier write covered there: kept with the intent until it stands beside its member again. */
  putBack?: RosterCell;
};

/** A row to add below the roster, for a member that has none. */
export type AppendedRow = { record: number; rowId: string; values: RosterValues };
