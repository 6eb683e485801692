import type { Services } from "../run/index.ts";
import { deliverDueWebhooks } from "./deliverDue.ts";
import type { AddressPolicy } from "./postSafely.ts";

/** Sends what is due, again and again; any number of processes may do so at once. */
export function startWebhookDelivery(input: {
  services: Services;
  policy: AddressPolicy;
  everyMs?: number;
  onError?: (error: unknown) => void;
}): { stop: () => Promise<void> } {
  const { services, policy, everyMs = 1000, onError = () => undefined } = input;
  let turn: Promise<unknown> | undefined;
  const timer = setInterval(() => {
    turn ??= deliverDueWebhooks({ database: services.database, instant: services.clock(), policy })
      .catch(onError)
      .finally(() => {
        turn = undefined;
      });
  }, everyMs);
  return {
    stop: async () => {
      clearInterval(timer);
      await turn;
    },
  };
}
