export { readPrintedInvoice, type PrintedInvoice } from "./readPrintedInvoice.ts";
