import { verifyAudit, type AuditProof } from "@rollbook/services/audit";
import { runVerb, type Context, type Services } from "@rollbook/services/run";
import { CommandRefused } from "./commandRefused.ts";
import type { Command } from "./readCommand.ts";

/** Proves a practice's audit trail; exit code 1 when anything was tampered with. */
export async function runAudit(
  { operands, flags }: Pick<Command, "operands" | "flags">,
  setting: { services: Services; context: Context; write: (line: string) => void },
): Promise<number> {
  const { services, context, write } = setting;
  const input = { kept: readKept(operands[0]) };
  const proof = await runVerb(services, verifyAudit, { context, input });
  if (flags.json) write(JSON.stringify(proof));
  else for (const line of describeProof(proof)) write(line);
  return proof.isIntact ? 0 : 1;
}

function readKept(text: string | undefined): { sequence: number; hash: string } | undefined {
  if (text === undefined) return undefined;
  const [, sequence, hash] = /^([1-9]\d{0,14}):([0-9a-f]{64})$/.exec(text) ?? [];
  if (sequence === undefined || hash === undefined) {
    throw new CommandRefused(
      `"${text}" is no seal: give what an earlier proof printed, such as 12:9f86...`,
    );
  }
  return { sequence: Number(sequence), hash };
}

function describeProof(proof: AuditProof): string[] {
  const { head, sealCount, eventCount, unsealedCount, findings } = proof;
  return [
    proof.isIntact ? "The audit trail is whole." : "The audit trail was tampered with.",
    `  events ${eventCount} in ${sealCount} seals, and ${unsealedCount} since`,
    ...findings.map(({ sentence }) => `  ${sentence}`),
    ...(head === null ? [] : [`  keep this elsewhere: ${head.sequence}:${head.hash}`]),
  ];
}
