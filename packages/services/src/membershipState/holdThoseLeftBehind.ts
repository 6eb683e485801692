import { dateInWords } from "@rollbook/core/explain";
import type { PlainDate } from "@rollbook/core/calendar";
import type { LaterEvent } from "@rollbook/core/membership";
import { findLeftBehind } from "@rollbook/db/membership";
import { applyEvents } from "./applyEvents.ts";
import type { Given } from "../run/index.ts";

/**
 * A roster may end the membership that pays for others without saying who pays next: they are put on hold with the reason,
 * and released when the payer goes on after all (MEM-13).
 */
export async function holdThoseLeftBehind(given: Given): Promise<void> {
  const found = await findLeftBehind(given.tx);
  await applyEvents(
    given,
    found.map(({ id, payerEndsOn }) => ({ id, events: [eventFor(payerEndsOn)] })),
  );
}

function eventFor(payerEndsOn: string | null): LaterEvent {
  if (payerEndsOn === null) return { kind: "hold_released", code: "no_payer" };
  const day = dateInWords(payerEndsOn as PlainDate);
  const reason = `The membership that pays for this one ends on ${day}: name a new payer, give each a plan of their own, or end it too (MEM-13).`;
  return { kind: "hold_set", hold: { code: "no_payer", reason } };
}
