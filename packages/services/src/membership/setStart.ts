import {
  AttachInput,
  setStart as plan,
  termsOn,
  type EmployerCalendar,
  type StartDates,
} from "@rollbook/core/membership";
import { Billing } from "@rollbook/core/start";
import type { MembershipRecord } from "@rollbook/db/membership";
import { employerTable } from "@rollbook/db/patient";
import { defineVerb, ServiceError, type Given } from "../run/index.ts";
import {
  actOnMembership,
  auditOfAct,
  MembershipTarget,
  type PlannedHere,
} from "./actOnMembership.ts";

const dates = AttachInput.pick({
  lastBilled: true,
  coveredThrough: true,
  nextBill: true,
  statedStart: true,
  anchorDay: true,
  pastStart: true,
}).partial();

/** Edits the dates that decide the start, or answers a question of it: which billing day, what of a start in the past. */
export const setStart = defineVerb({
  name: "membership.set_start",
  permission: "membership.write",
  input: MembershipTarget.extend(dates.shape),
  run: ({ input: { id, version, ...changes }, ...given }) =>
    actOnMembership(
      given,
      { id, version },
      async ({ membership, record }): Promise<PlannedHere> => {
        const known = knownDates(record);
        const merged = { ...known, ...changes };
        const planned = plan({
          membership,
          dates: merged,
          billing: formerBilling(record) ?? termsOn(membership.terms, given.today).billing,
          employerCalendar: await calendarOf(given, record),
          isCareDuringOldCoverage: given.practice.settings.isCareDuringOldCoverage === true,
          today: given.today,
        });
        if (planned.kind === "held")
          throw new ServiceError("refused", planned.reason, { rule: planned.rule });
        if (planned.kind === "refused") return { action: planned };
        const startInput = {
          ...(record.startInput as object),
          ...merged,
          ...(saysCoverage(changes) ? { coveredThere: null } : {}),
          today: given.today,
        };
        return {
          action: planned,
          columns: { startInput, firstInvoiceOn: planned.start.firstInvoiceOn },
        };
      },
    ),
  audit: auditOfAct,
});

/** Then the dates are those of the old platform, whatever a payer here covered before. */
const saysCoverage = ({ lastBilled, coveredThrough }: Partial<StartDates>): boolean =>
  lastBilled !== undefined || coveredThrough !== undefined;

function knownDates({ startInput }: MembershipRecord): StartDates {
  const known = (startInput ?? {}) as Partial<StartDates>;
  const {
    lastBilled = null,
    coveredThrough = null,
    nextBill = null,
    statedStart = null,
    anchorDay = null,
    pastStart = null,
  } = known;
  return { lastBilled, coveredThrough, nextBill, statedStart, anchorDay, pastStart };
}

/** How the old platform billed: an employer's calendar here may bill otherwise. */
function formerBilling({ startInput }: MembershipRecord): Billing | undefined {
  return Billing.safeParse((startInput as { billing?: unknown } | null)?.billing).data;
}

async function calendarOf(
  { tx }: Given,
  record: MembershipRecord,
): Promise<EmployerCalendar | null> {
  const [terms] = record.terms as { payer: { kind: string; id: string } }[];
  if (terms?.payer.kind !== "employer") return null;
  const employer = await employerTable.get(tx, terms.payer.id);
  return (employer?.calendar ?? null) as EmployerCalendar | null;
}
