export {
  findProcessorRefund,
  insertProcessorRefund,
  listProcessorRefunds,
  saveProcessorRefund,
  type ProcessorRefundRow,
} from "./processorRefund.ts";
