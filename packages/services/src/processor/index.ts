export type {
  ChargeAnswer,
  ChargeRequest,
  ProcessorAccount,
  ProcessorChoice,
  ProcessorPort,
  Processors,
  RefundAnswer,
  RefundRequest,
} from "./port.ts";
export { askOnce } from "./askOnce.ts";
export { always, createProcessors, readStripeKeys, type StripeKeys } from "./createProcessors.ts";
export { fromStripeMoney } from "./stripeMoney.ts";
export {
  createProcessorSimulator,
  type ProcessorReport,
  type ProcessorSimulator,
  type SimulatedBehaviour,
} from "./simulator.ts";
export type { RefundReport } from "./simulatedRefunds.ts";
