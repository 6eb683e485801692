export { autopaySetupOf } from "./autopaySetup.ts";
export { planBadDebt } from "./badDebt.ts";
export type { PlannedBadDebt } from "./badDebt.ts";
export { Allocation, CounterEntry, PayableInvoice, Payment } from "./schema.ts";
export type { PaymentBook, PlannedPostings } from "./schema.ts";
export { postProcessorRefund } from "./refundAtProcessor.ts";
export { postProcessorPayment, recordPayment } from "./recordPayment.ts";
export { allocatePayment, deallocatePayment, earliestAllocationDay } from "./allocate.ts";
export { autoAllocate } from "./autoAllocate.ts";
export { takeOffCredited } from "./takeOffCredited.ts";
export type { AutoAllocation } from "./autoAllocate.ts";
export { correctPayment, refundPayment } from "./giveBack.ts";
export { applyPostings } from "./applyPostings.ts";
export {
  balanceOf,
  freeFrom,
  payableFrom,
  totalUnallocatedOn,
  unallocatedByPayment,
  unallocatedOn,
} from "./balance.ts";
export { aheadRefusal, firstOpenDay, lockRefusal } from "./monthLock.ts";
export { decideAutopay } from "./autopay.ts";
export type { AutopayAttempt, AutopayDecision } from "./autopay.ts";
export { openingBalanceRefusal } from "./openingBalance.ts";
