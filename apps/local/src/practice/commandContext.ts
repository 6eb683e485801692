import { newSystemContext, type Context, type Services } from "@rollbook/services/run";

/** The program acts by itself, on behalf of whoever started it. */
export function commandContext({
  services,
  practiceId,
}: {
  services: Services;
  practiceId: string;
}): Context {
  return newSystemContext(services, practiceId);
}
