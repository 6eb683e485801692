export {
  applyProcessorEvent,
  ProcessorEvent,
  retryWaitingEvents,
  type AppliedProcessorEvent,
} from "./applyProcessorEvent.ts";
export { ProcessorEffect } from "./effect.ts";
export { listProcessorEvents } from "./listProcessorEvents.ts";
export { receiveAndPay } from "./receiveAndPay.ts";
