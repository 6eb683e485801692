import { mergePeriods, removePeriod, sharedDays, type Period } from "../calendar/index.ts";
import type { Membership } from "./schema.ts";

/** The days of `periods` that passed while auto-invoice was off and that nothing else waives (INV-5, INV-6). */
export function skippedDays(
  { waivers }: Pick<Membership, "waivers">,
  periods: readonly Period[],
): Period[] {
  const isSkipped = ({ reason }: Membership["waivers"][number]) => reason === "auto_invoice_off";
  const others = waivers.filter((waiver) => !isSkipped(waiver));
  const skipped = waivers
    .filter(isSkipped)
    .flatMap((waiver) => periods.flatMap((period) => sharedDays(waiver, period) ?? []));
  return others.reduce<Period[]>((left, other) => removePeriod(left, other), mergePeriods(skipped));
}
