export {
  findProcessorRefund,
  insertProcessorRefund,
  listRefundsOfPayment,
  listProcessorRefunds,
  listUnsettledRefunds,
  saveProcessorRefund,
  type ProcessorRefundRow,
} from "./processorRefund.ts";
