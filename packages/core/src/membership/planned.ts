import type { Period } from "../calendar/index.ts";
import type { Explanation } from "../explain/index.ts";
import type { LaterEvent } from "./events.ts";

/** What an action would do: its events, and the billed days that a credit note must free in the same act. */
export type PlannedAction = {
  kind: "planned";
  events: LaterEvent[];
  /** Days already billed that become unused; null when nothing is credited. */
  creditDays: Period | null;
  explain: Explanation;
};
