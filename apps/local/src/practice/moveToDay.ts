import type { PlainDate } from "@rollbook/core/calendar";
import { runAutopay } from "@rollbook/services/autopay";
import { runRefunds } from "@rollbook/services/processorRefund";
import { createProcessors } from "@rollbook/services/processor";
import { getPractice, moveClock } from "@rollbook/services/practice";
import { runVerb, type Services } from "@rollbook/services/run";
import { StartRefused } from "../startRefused.ts";
import { sampleProcessor } from "../sample/sampleProcessor.ts";
import { commandContext } from "./commandContext.ts";

/** Moves a practice with a clock of its own to a day; what is due on the days between happens on the way, in order. */
export async function moveToDay(input: {
  services: Services;
  practiceId: string;
  today: PlainDate;
}): Promise<void> {
  const { services, today } = input;
  const practice = await runVerb(services, getPractice, {
    context: commandContext(input),
    input: {},
  });
  if (practice.clockInstant === null) {
    throw new StartRefused(
      `This practice follows the real calendar (${practice.today}): leave --today out, or start a new one in another folder with --data.`,
    );
  }
  if (today < practice.today) {
    throw new StartRefused(
      `This practice's day is ${practice.today} and only goes forward: give --today ${practice.today} or later.`,
    );
  }
  if (today > practice.today) {
    const { practiceId } = input;
    const processors = createProcessors({ simulator: sampleProcessor(services) });
    await moveClock(services, {
      context: commandContext(input),
      to: today,
      onDay: async () => {
        await runAutopay(services, { practiceId, processors });
        await runRefunds(services, { practiceId, processors });
      },
    });
  }
}
