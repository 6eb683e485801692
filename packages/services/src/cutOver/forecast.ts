import { addDays, plainDate, type PlainDate } from "@rollbook/core/calendar";
import type { ForecastMember, ForecastRow } from "@rollbook/core/migration";
import { listMemberNames, type MemberNameRow } from "@rollbook/db/cutOver";
import * as z from "zod";
import { comingCharges } from "../billing/index.ts";
import { defineVerb } from "../run/index.ts";
import { nameOf } from "./observeCutOver.ts";

const monthCount = 13;

/** 'YYYY-MM' of the present month and those after it. */
function monthsFrom(today: PlainDate): string[] {
  const [year = 0, month = 1] = today.split("-").map(Number);
  return Array.from({ length: monthCount }, (_, index) => {
    const at = month - 1 + index;
    return `${year + Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, "0")}`;
  });
}

function aliasesOf({
  patientId,
  firstName,
  lastName,
  email,
  externalIds,
}: MemberNameRow): string[] {
  const names =
    firstName === null ? [lastName] : [`${firstName} ${lastName}`, `${lastName}, ${firstName}`];
  return [patientId, ...externalIds, ...names, ...(email === null ? [] : [email])];
}

export interface Forecast {
  readonly months: readonly string[];
  readonly currency: string;
  /** One for each member, month and currency with a charge. */
  readonly rows: readonly (ForecastRow & { readonly name: string })[];
  /** Everyone who may be charged, with the names and ids they go by. */
  readonly members: readonly (ForecastMember & { readonly name: string })[];
}

/** What each member will be charged in the coming 13 months, as things stand, to lay beside the old export (CUT-3). */
export const forecastCutOver = defineVerb({
  name: "cut_over.forecast",
  permission: "migration.read",
  input: z.strictObject({}),
  run: async ({ input: _input, ...given }): Promise<Forecast> => {
    const months = monthsFrom(given.today);
    const last = months.at(-1) ?? given.today.slice(0, 7);
    const through = addDays(plainDate(`${last}-28`), 3);
    const { invoices } = await comingCharges(given, { through });
    const named = await listMemberNames(given.tx);
    const names = new Map(named.map((row) => [row.membershipId, nameOf(row)]));
    const sums = new Map<string, ForecastRow>();
    for (const { chargeOn, currency, lines } of invoices) {
      const month = chargeOn < given.today ? given.today.slice(0, 7) : chargeOn.slice(0, 7);
      if (month > last) continue;
      for (const { membershipId, grossMinor } of lines) {
        const key = JSON.stringify([membershipId, month, currency]);
        const row = sums.get(key) ?? { memberKey: membershipId, month, currency, amountMinor: 0 };
        sums.set(key, { ...row, amountMinor: row.amountMinor + grossMinor });
      }
    }
    const nameOfKey = (id: string): string => names.get(id) ?? id;
    return {
      months,
      currency: given.practice.currency,
      rows: [...sums.values()]
        .map((row) => ({ ...row, name: nameOfKey(row.memberKey) }))
        .toSorted((one, other) => {
          const [a, b] = [one, other].map(({ month, memberKey }) => `${month} ${memberKey}`);
          return (a ?? "") < (b ?? "") ? -1 : 1;
        }),
      members: named.map((row) => ({
        membershipId: row.membershipId,
        name: nameOf(row),
        aliases: aliasesOf(row),
      })),
    };
  },
  audit: ({ result }) => ({ entityId: null, detail: { rows: result.rows.length } }),
});
