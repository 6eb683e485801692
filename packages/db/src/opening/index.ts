export {
  insertOpeningEntries,
  insertOpeningInvoices,
  type OpeningEntryRow,
} from "./openingEntry.ts";
