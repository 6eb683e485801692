export {
  answerAttempt,
  closeAttempts,
  insertAttempt,
  listAttempts,
  type AttemptRow,
  type NewAttempt,
} from "./attempt.ts";
export { earliestDueAfter, listAutopayInvoices, type AutopayInvoiceRow } from "./autopayInvoice.ts";
