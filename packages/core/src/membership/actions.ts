import type { PlainDate } from "../calendar/index.ts";
import { listInWords, refuse, type Refusal } from "../explain/index.ts";
import type { Membership, Status } from "./schema.ts";
import { statusOn, type StatusDates } from "./status.ts";

export type MembershipAction =
  | "answer_question"
  | "edit_start"
  | "change"
  | "pause"
  | "resume"
  | "cancel"
  | "withdraw_cancellation"
  | "re_enroll"
  | "archive";

const allowedByStatus = {
  Pending: ["answer_question", "edit_start", "change", "cancel", "archive"],
  Deferred: ["edit_start", "change", "cancel"],
  Active: ["edit_start", "change", "pause", "cancel"],
  Paused: ["resume", "change", "cancel"],
  Inactive: ["re_enroll", "archive"],
  Archived: [],
} as const satisfies Record<Status, readonly MembershipAction[]>;

const actionInWords = {
  answer_question: "answering a question",
  edit_start: "editing the start",
  change: "a change of terms",
  pause: "a pause",
  resume: "resuming",
  cancel: "a cancellation",
  withdraw_cancellation: "withdrawing the cancellation",
  re_enroll: "re-enrolment",
  archive: "archiving",
} as const satisfies Record<MembershipAction, string>;

/** What may be done with a membership today (MEM-4). */
export function actionsAllowed({
  membership,
  today,
}: {
  membership: StatusDates & Pick<Membership, "claimed">;
  today: PlainDate;
}): MembershipAction[] {
  const status = statusOn({ membership, today });
  const allowed: MembershipAction[] = allowedByStatus[status].filter(
    (action) => action !== "edit_start" || membership.claimed.length === 0,
  );
  const isEndAhead = membership.endDate !== null && status !== "Inactive" && status !== "Archived";
  return isEndAhead ? [...allowed, "withdraw_cancellation"] : allowed;
}

/** The refusal when `action` is not allowed today, with the status and what is; null when it is (MEM-4). */
export function refusalOf({
  action,
  membership,
  today,
}: {
  action: MembershipAction;
  membership: Membership;
  today: PlainDate;
}): Refusal | null {
  const allowed = actionsAllowed({ membership, today });
  if (allowed.includes(action)) return null;
  const status = statusOn({ membership, today });
  if (action === "edit_start" && membership.claimed.length > 0) {
    const reason =
      "After the first invoice the last bill, covered-through date and start stand: void or credit what was issued, or change the terms (MEM-7).";
    return { ...refuse("MEM-7", reason, allowed), status };
  }
  const instead =
    allowed.length === 0
      ? "Nothing is: archived is final"
      : `Allowed: ${listInWords(
          allowed.map((one) => actionInWords[one]),
          "or",
        )}`;
  const reason = `The membership is ${status}: ${actionInWords[action]} is not allowed. ${instead} (MEM-4).`;
  return { ...refuse("MEM-4", reason, allowed), status };
}
