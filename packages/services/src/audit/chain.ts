import { createHash } from "node:crypto";
import type { AuditSeal, SealedText } from "@rollbook/db/audit";

type SealHeader = Omit<AuditSeal, "hash"> & { practiceId: string };

/**
 * The hash of a batch: SHA-256 over its header and its events, a line of JSON each, in the order of their ids. The hash of
 * the batch before stands in the header, so that no batch can be changed without every later one.
 */
export function hashOfSeal(header: SealHeader, events: readonly SealedText[]): string {
  const hash = createHash("sha256").update(lineOfHeader(header));
  for (const event of events) hash.update(lineOfEvent(event));
  return hash.digest("hex");
}

function lineOfHeader(header: SealHeader): string {
  const { practiceId, sequence, previousHash, eventCount, sealedAt } = header;
  return line(["rollbook audit 1", practiceId, sequence, previousHash, eventCount, sealedAt]);
}

function lineOfEvent(event: SealedText): string {
  const { id, at, actorKind, actorId, action, entityId, requestId, detail } = event;
  return line([id, at, actorKind, actorId, action, entityId, requestId, detail]);
}

function line(values: readonly (string | number | null)[]): string {
  return `${JSON.stringify(values)}\n`;
}
