import type { Transaction } from "@rollbook/db";
import {
  countLooseEvents,
  listAuditSeals,
  listSealedEvents,
  lockAuditChain,
  readAuditHead,
  type AuditHead,
  type AuditSeal,
  type SealedText,
} from "@rollbook/db/audit";
import * as z from "zod";
import { defineVerb } from "../run/index.ts";
import { hashOfSeal } from "./chain.ts";

export interface AuditFinding {
  readonly kind:
    | "event_changed"
    | "event_removed"
    | "event_added"
    | "seal_changed"
    | "seal_missing"
    | "tail_missing"
    | "kept_seal_differs";
  readonly sequence: number;
  readonly sentence: string;
}

export interface AuditProof {
  readonly isIntact: boolean;
  /** What to keep elsewhere: given again later, it proves that nothing up to it was exchanged. */
  readonly head: { readonly sequence: number; readonly hash: string } | null;
  readonly sealCount: number;
  readonly eventCount: number;
  /** Made since the last seal. */
  readonly unsealedCount: number;
  readonly findings: readonly AuditFinding[];
}

const sealsPerPage = 500;
const eventsPerRead = 20_000;
const mostFindings = 100;

/** Walks the whole chain: every event, every seal, every link. Something is found where anything was tampered with. */
export const verifyAudit = defineVerb({
  name: "audit.verify",
  permission: "audit.read",
  input: z.strictObject({
    /** The head of an earlier proof. */
    kept: z.strictObject({ sequence: z.int().min(1), hash: z.string() }).optional(),
  }),
  run: async ({ tx, practice, input }): Promise<AuditProof> => {
    await lockAuditChain(tx, practice.practiceId);
    const head = await readAuditHead(tx);
    const walk = await walkChain(tx, { practiceId: practice.practiceId, kept: input.kept });
    const loose = await countLooseEvents(tx, { last: walk.last });
    const findings = [...walk.findings, ...tailFindings({ head, walk, beyond: loose.beyond })];
    return {
      isIntact: findings.length === 0,
      head: head === undefined ? null : { sequence: head.sequence, hash: head.hash },
      sealCount: walk.sealCount,
      eventCount: walk.eventCount,
      unsealedCount: loose.unsealed,
      findings: findings.slice(0, mostFindings),
    };
  },
  audit: ({ result }) => ({
    entityId: null,
    detail: { isIntact: result.isIntact, sequence: result.head?.sequence ?? 0 },
  }),
});

type Kept = { sequence: number; hash: string } | undefined;
type Walk = {
  last: number;
  lastHash: string;
  sealCount: number;
  eventCount: number;
  isKeptFound: boolean;
  findings: AuditFinding[];
};

async function walkChain(
  tx: Transaction,
  { practiceId, kept }: { practiceId: string; kept: Kept },
): Promise<Walk> {
  const walk: Walk = {
    last: 0,
    lastHash: "",
    sealCount: 0,
    eventCount: 0,
    isKeptFound: kept === undefined,
    findings: [],
  };
  for (;;) {
    const page = await listAuditSeals(tx, { after: walk.last, limit: sealsPerPage });
    for (const seals of readable(page)) {
      const events = await eventsBySeal(tx, seals);
      for (const seal of seals) {
        judgeSeal(walk, { practiceId, seal, events: events.get(seal.sequence) ?? [] });
        if (seal.sequence === kept?.sequence && seal.hash === kept.hash) walk.isKeptFound = true;
      }
    }
    if (page.length < sealsPerPage) break;
  }
  if (!walk.isKeptFound && kept !== undefined) {
    const sentence = `Seal ${kept.sequence} is not the one that was kept: the chain was cut or made anew.`;
    walk.findings.push({ kind: "kept_seal_differs", sequence: kept.sequence, sentence });
  }
  return walk;
}

/** Runs of seals whose events fit into memory. */
function readable(seals: readonly AuditSeal[]): AuditSeal[][] {
  const runs: AuditSeal[][] = [];
  let size = Number.POSITIVE_INFINITY;
  for (const seal of seals) {
    if (size + seal.eventCount > eventsPerRead) {
      runs.push([]);
      size = 0;
    }
    runs.at(-1)?.push(seal);
    size += seal.eventCount;
  }
  return runs;
}

async function eventsBySeal(
  tx: Transaction,
  seals: readonly AuditSeal[],
): Promise<ReadonlyMap<number, SealedText[]>> {
  const from = seals[0]?.sequence ?? 0;
  const through = seals.at(-1)?.sequence ?? 0;
  const bySeal = new Map<number, SealedText[]>();
  for (const event of await listSealedEvents(tx, { from, through })) {
    const seal = event.seal ?? 0;
    const present = bySeal.get(seal);
    if (present === undefined) bySeal.set(seal, [event]);
    else present.push(event);
  }
  return bySeal;
}

function judgeSeal(
  walk: Walk,
  { practiceId, seal, events }: { practiceId: string; seal: AuditSeal; events: SealedText[] },
): void {
  const { sequence } = seal;
  const find = (kind: AuditFinding["kind"], sentence: string) =>
    walk.findings.push({ kind, sequence, sentence });
  if (sequence !== walk.last + 1) {
    find("seal_missing", `The seals between ${walk.last} and ${sequence} are gone.`);
  } else if (seal.previousHash !== walk.lastHash) {
    find("seal_changed", `Seal ${sequence} does not name the hash of seal ${walk.last}.`);
  }
  const sealed = `Seal ${sequence} was set over ${seal.eventCount} events`;
  if (events.length < seal.eventCount)
    find("event_removed", `${sealed}, of which ${events.length} are there.`);
  else if (events.length > seal.eventCount)
    find("event_added", `${sealed}; now there are ${events.length}.`);
  else if (hashOfSeal({ practiceId, ...seal }, events) !== seal.hash)
    find("event_changed", `${sealed}; one of them, or the seal itself, is not what it was.`);
  walk.last = sequence;
  walk.lastHash = seal.hash;
  walk.sealCount += 1;
  walk.eventCount += events.length;
}

function tailFindings({
  head,
  walk,
  beyond,
}: {
  head: AuditHead | undefined;
  walk: Walk;
  beyond: number;
}): AuditFinding[] {
  const findings: AuditFinding[] = [];
  if (walk.last !== (head?.sequence ?? 0) || walk.lastHash !== (head?.hash ?? "")) {
    const sentence = `The chain ends at seal ${walk.last}, and seal ${head?.sequence ?? 0} was the last one set.`;
    findings.push({ kind: "tail_missing", sequence: walk.last + 1, sentence });
  }
  if (beyond > 0) {
    const sentence = `${beyond} events carry seals that are not there.`;
    findings.push({ kind: "tail_missing", sequence: walk.last + 1, sentence });
  }
  return findings;
}
