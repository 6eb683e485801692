export {
  answerAttempt,
  closeAttempts,
  insertAttempt,
  listAttempts,
  markPending,
  type AttemptRow,
  type NewAttempt,
} from "./attempt.ts";
export { earliestDueAfter, listAutopayInvoices, type AutopayInvoiceRow } from "./autopayInvoice.ts";
export {
  findProcessorAccount,
  listPayersOfCustomer,
  saveProcessorAccount,
  type ProcessorAccountRow,
} from "./processorAccount.ts";
