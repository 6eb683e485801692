import { PlainDate } from "@rollbook/core/calendar";
import type { MembershipRecord } from "@rollbook/db/membership";
import * as z from "zod";

/** What the old platform billed: its last bill, and the last day it covers. */
export type CoveredThere = z.infer<typeof Coverage>;

const Coverage = z.object({
  lastBilled: PlainDate.nullable(),
  coveredThrough: PlainDate.nullable(),
});

const Kept = z
  .looseObject({
    lastBilled: PlainDate.nullish(),
    coveredThrough: PlainDate.nullish(),
    /** Kept where a payer here covered days since, so that covered_through is no day of the old platform (MEM-13). */
    coveredThere: Coverage.nullish(),
  })
  .nullish();

/** The coverage of the old platform alone, also after the family was moved to another payer here (CUT-1, MEM-13). */
export function coveredThereOf({
  coveredThrough,
  startInput,
}: Pick<MembershipRecord, "coveredThrough" | "startInput">): CoveredThere {
  const kept = Kept.parse(startInput);
  const isOfTheMove = (kept?.coveredThrough ?? null) === coveredThrough;
  if (kept?.coveredThere && isOfTheMove) return kept.coveredThere;
  return {
    lastBilled: kept?.lastBilled ?? null,
    coveredThrough: coveredThrough as PlainDate | null,
  };
}
