export { invoicePdf } from "./invoicePdf.ts";
export { statementPdf } from "./statementPdf.ts";
