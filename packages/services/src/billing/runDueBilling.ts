import { findWorkDue } from "@rollbook/db/workDue";
import { runAsSystem, ServiceError, type Services } from "../run/index.ts";
import { runBilling, type BillingRunReport } from "./runBilling.ts";
import { billingWork } from "../billingDue/index.ts";

export interface DueBillingReport {
  readonly practiceCount: number;
  readonly issuedCount: number;
  readonly parkedCount: number;
  readonly failures: readonly { readonly practiceId: string; readonly error: unknown }[];
}

/** Bills every practice that is due, one transaction each, a few at a time. One that fails stops no other. */
export async function runDueBilling(
  services: Services,
  {
    concurrency = 4,
    onReport,
  }: {
    concurrency?: number;
    onReport?: (practiceId: string, report: BillingRunReport) => void;
  } = {},
): Promise<DueBillingReport> {
  const due = await findWorkDue(services.database, { kind: billingWork, by: services.clock() });
  const waiting = due.map((one) => one.practiceId).values();
  const failures: { practiceId: string; error: unknown }[] = [];
  const counts = { issuedCount: 0, parkedCount: 0 };
  const work = async () => {
    for (const practiceId of waiting) {
      try {
        const report = await billOne(services, practiceId);
        counts.issuedCount += report.issuedCount;
        counts.parkedCount += report.parked.length;
        onReport?.(practiceId, report);
      } catch (error) {
        failures.push({ practiceId, error });
      }
    }
  };
  await Promise.all(Array.from({ length: concurrency }, work));
  return { practiceCount: due.length, ...counts, failures };
}

const attempts = 3;

/** Somebody may change a membership while it is billed: then the run begins anew. */
export async function billOne(services: Services, practiceId: string): Promise<BillingRunReport> {
  for (let left = attempts - 1; ; left -= 1) {
    try {
      return await runAsSystem(services, practiceId)(runBilling, {});
    } catch (error) {
      if (!(error instanceof ServiceError && error.code === "conflict") || left === 0) throw error;
    }
  }
}
