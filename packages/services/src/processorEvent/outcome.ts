import type { ProcessorEventRow } from "@rollbook/db/processorEvent";

/** What became of an event, and why. */
export type Outcome = Pick<ProcessorEventRow, "state" | "reason">;
