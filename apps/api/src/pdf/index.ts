export { cutOverPdf } from "./cutOverPdf.ts";
export { invoicePdf } from "./invoicePdf.ts";
export { statementPdf } from "./statementPdf.ts";
