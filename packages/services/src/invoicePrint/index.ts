export { readPrintedInvoice, type PrintedInvoice } from "./readPrintedInvoice.ts";
export { readPrintedStatement, type PrintedStatement } from "./readPrintedStatement.ts";
