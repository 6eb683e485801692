export {
  getPractice,
  insertPractice,
  updatePractice,
  type PracticeRecord,
} from "./practiceRecord.ts";
