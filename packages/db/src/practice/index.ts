export {
  getPractice,
  insertPractice,
  updatePractice,
  type PracticeRecord,
} from "./practiceRecord.ts";
export { countMembershipsByStatus, countNumberedInvoices } from "./practiceCounts.ts";
