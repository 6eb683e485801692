import { newId } from "@rollbook/db";
import type * as z from "zod";
import { systemContext, type Context } from "./context.ts";
import { runVerb } from "./runVerb.ts";
import type { Services } from "./services.ts";
import type { Verb } from "./verb.ts";

/** The program acts by itself, now, under a request id of its own. */
export function newSystemContext(services: Services, practiceId: string): Context {
  const instant = services.clock();
  const requestId = newId("req", { instant, random: services.randomBytes });
  return systemContext({ practiceId, instant, requestId });
}

/** Runs verbs as the program itself, each at its own instant and under a request id of its own. */
export function runAsSystem(services: Services, practiceId: string) {
  return <Schema extends z.ZodType, Result>(
    verb: Verb<Schema, Result>,
    input: z.input<Schema>,
  ): Promise<Result> =>
    runVerb(services, verb, { context: newSystemContext(services, practiceId), input });
}
