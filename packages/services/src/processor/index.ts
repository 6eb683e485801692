export type { ChargeAnswer, ChargeRequest, ProcessorPort } from "./port.ts";
export {
  createProcessorSimulator,
  type ProcessorReport,
  type ProcessorSimulator,
  type SimulatedBehaviour,
} from "./simulator.ts";
