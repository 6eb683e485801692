import type { Operation } from "../../openapi/index.ts";
import {
  creditInvoice,
  markInvoiceBadDebt,
  reopenInvoice,
  sendInvoice,
  voidInvoice,
} from "./act.ts";
import { createInvoice } from "./create.ts";
import { explainInvoice } from "./explain.ts";
import { getInvoice, listInvoices } from "./read.ts";

export const invoiceOperations: readonly Operation[] = [
  listInvoices,
  createInvoice,
  getInvoice,
  explainInvoice,
  sendInvoice,
  voidInvoice,
  creditInvoice,
  markInvoiceBadDebt,
  reopenInvoice,
];
