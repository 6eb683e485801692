export {
  allocatePayment,
  correctPayment,
  deallocatePayment,
  recordPayment,
  refundPayment,
} from "./acts.ts";
export { autoAllocatePayments } from "./autoAllocatePayments.ts";
export { lockMonth, unlockMonth } from "./lockMonth.ts";
export { postProcessorPayment } from "./postProcessorPayment.ts";
export { getPayment, listPayments, paymentStatement, unallocatedMoney } from "./readPayments.ts";
export { readBook } from "./paymentBook.ts";
