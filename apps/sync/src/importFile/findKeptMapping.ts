import type { RosterMapping, RosterReading } from "@rollbook/core/roster";
import { mappingFor } from "@rollbook/services/rosterFile";
import { runVerb, systemContext, type Services } from "@rollbook/services/run";

/** What a practice confirmed for an earlier file with the same headers; null when there was none. */
export function findKeptMapping({
  services,
  practiceId,
  reading,
}: {
  services: Services;
  practiceId: string;
  reading: RosterReading;
}): Promise<RosterMapping | null> {
  const context = systemContext({ practiceId, instant: services.clock(), requestId: "import" });
  return runVerb(services, mappingFor, { context, input: { reading } });
}
