import { newId } from "@rollbook/db";
import { systemContext, type Context, type Services } from "@rollbook/services/run";

/** The program acts by itself, on behalf of whoever started it. */
export function commandContext({
  services,
  practiceId,
}: {
  services: Services;
  practiceId: string;
}): Context {
  const instant = services.clock();
  const requestId = newId("req", { instant, random: services.randomBytes });
  return systemContext({ practiceId, instant, requestId });
}
