import { withPractice } from "@rollbook/db";
import {
  insertAuditSeal,
  isAuditQuiet,
  listUnsealedEvents,
  lockAuditChain,
  readAuditHead,
} from "@rollbook/db/audit";
import { setWorkDue } from "@rollbook/db/workDue";
import { setUp, systemContext, type Given, type Services } from "../run/index.ts";
import { hashOfSeal } from "./chain.ts";

export const auditWork = "audit";

const eventsPerSeal = 5000;
const nextLookSeconds = 60;

/** Seals what has no seal yet, in batches; answers how many events were sealed. */
export async function sealAudit(
  services: Services,
  { practiceId, limit = eventsPerSeal }: { practiceId: string; limit?: number },
): Promise<number> {
  let total = 0;
  for (;;) {
    const sealed = await withPractice(services.database, { practiceId }, async (tx) => {
      const context = systemContext({
        practiceId,
        instant: services.clock(),
        requestId: "audit_seal",
      });
      return sealBatch(await setUp(services, { tx, context, input: {} }), limit);
    });
    total += sealed;
    if (sealed < limit) return total;
  }
}

async function sealBatch(given: Given, limit: number): Promise<number> {
  const { tx, instant } = given;
  const { practiceId } = given.practice;
  await lockAuditChain(tx, practiceId);
  const events = await listUnsealedEvents(tx, { limit });
  if (events.length === 0) {
    if (await isNothingOnItsWay(given)) await lookAgain(given, { afterSeconds: null });
    return 0;
  }
  const head = await readAuditHead(tx);
  const header = {
    sequence: (head?.sequence ?? 0) + 1,
    previousHash: head?.hash ?? "",
    eventCount: events.length,
    sealedAt: inMicroseconds(instant),
  };
  const hash = hashOfSeal({ practiceId, ...header }, events);
  const eventIds = events.map(({ id }) => id);
  await insertAuditSeal(tx, practiceId, { seal: { ...header, hash }, eventIds });
  await lookAgain(given, { afterSeconds: nextLookSeconds });
  return events.length;
}

/** Once no transaction is left that might still commit an event, a second look sees them all. */
async function isNothingOnItsWay({ tx, practice }: Given): Promise<boolean> {
  if (!(await isAuditQuiet(tx, practice.practiceId))) return false;
  return (await listUnsealedEvents(tx, { limit: 1 })).length === 0;
}

/** The practice stays due until a look finds nothing: an event that is made meanwhile finds it due already. */
function lookAgain(
  { tx, practice, context }: Given,
  { afterSeconds }: { afterSeconds: number | null },
): Promise<void> {
  const nextMs = Date.parse(context.instant) + (afterSeconds ?? 0) * 1000;
  const dueAt = afterSeconds === null ? null : new Date(nextMs).toISOString();
  return setWorkDue(tx, practice.practiceId, { kind: auditWork, dueAt });
}

function inMicroseconds(instant: string): string {
  return `${new Date(instant).toISOString().slice(0, -1)}000Z`;
}
