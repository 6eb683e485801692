import type { Given } from "../run/index.ts";
import { setBillingDue } from "./setBillingDue.ts";

/** Something that decides what is billed has changed: the practice is looked at by the next run. */
export async function requestBilling({ tx, practice, today }: Given): Promise<void> {
  await setBillingDue(tx, practice, { dueOn: today });
}
