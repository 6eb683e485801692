export {
  postWaitingPayments,
  receiveProcessorPayment,
  returnWaitingPayments,
} from "./processorPayment.ts";
