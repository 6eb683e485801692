import type { Operation } from "../../openapi/index.ts";
import {
  allocatePayment,
  autoAllocatePayments,
  correctPayment,
  deallocatePayment,
  recordPayment,
} from "./act.ts";
import { autopayOperations } from "./autopay.ts";
import { ledgerOperations } from "./ledger.ts";
import { listLockedMonths, lockMonth, unlockMonth } from "./months.ts";
import { processorEventOperations } from "./processorEvents.ts";
import { refundPayment, refundOperations } from "./refunds.ts";
import { getPayment, getStatement, getStatementPdf, getUnallocated, listPayments } from "./read.ts";

export const paymentOperations: readonly Operation[] = [
  listPayments,
  recordPayment,
  autoAllocatePayments,
  getPayment,
  allocatePayment,
  refundPayment,
  correctPayment,
  deallocatePayment,
  getStatement,
  getUnallocated,
  getStatementPdf,
  ...ledgerOperations,
  listLockedMonths,
  lockMonth,
  unlockMonth,
  ...processorEventOperations,
  ...autopayOperations,
  ...refundOperations,
];
