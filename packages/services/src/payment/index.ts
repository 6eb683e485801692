export { allocatePayment, correctPayment, deallocatePayment, recordPayment } from "./acts.ts";
export { autoAllocatePayments } from "./autoAllocatePayments.ts";
export { returnedReference } from "./askRefund.ts";
export { refundPayment } from "./refundPayment.ts";
export { refundWork, setRefundsDue } from "./refundDue.ts";
export { openBalance } from "./openBalance.ts";
export { lockedMonths, lockMonth, unlockMonth } from "./lockMonth.ts";
export { getPayment, listPayments, paymentStatement, unallocatedMoney } from "./readPayments.ts";
export { applyPlan as postPlanned, readBook, type PayerKey } from "./paymentBook.ts";
