export { invoicePdf } from "./invoicePdf.ts";
