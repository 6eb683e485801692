export { decideRefund } from "./decideRefund.ts";
export {
  applyProcessorEvent,
  ProcessorEvent,
  retryWaitingEvents,
  type AppliedProcessorEvent,
} from "./applyProcessorEvent.ts";
export { ProcessorEffect } from "./effect.ts";
export { listProcessorEvents } from "./listProcessorEvents.ts";
export { settleProcessorEvent } from "./settleProcessorEvent.ts";
export { dayOf, receiveAndPay } from "./receiveAndPay.ts";
