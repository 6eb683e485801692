export {
  findProcessorRefund,
  insertProcessorRefund,
  listRefundsOfPayment,
  listProcessorRefunds,
  saveProcessorRefund,
  type ProcessorRefundRow,
} from "./processorRefund.ts";
