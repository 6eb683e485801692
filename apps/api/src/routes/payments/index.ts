import type { Operation } from "../../openapi/index.ts";
import {
  allocatePayment,
  autoAllocatePayments,
  correctPayment,
  deallocatePayment,
  recordPayment,
  refundPayment,
} from "./act.ts";
import { getLedgerBalances, lockMonth, unlockMonth } from "./months.ts";
import { getPayment, getStatement, getUnallocated, listPayments } from "./read.ts";

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
  getLedgerBalances,
  lockMonth,
  unlockMonth,
];
