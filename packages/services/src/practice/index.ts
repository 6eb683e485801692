export { createPractice, CreatePracticeInput } from "./createPractice.ts";
export { getPractice } from "./getPractice.ts";
export {
  AcceptedCharges,
  goLive,
  makeLive,
  previewFirstCharges,
  type FirstCharges,
} from "./goLive.ts";
export { moveClock, setClock, type ClockMove } from "./moveClock.ts";
export { setAutoInvoice } from "./setAutoInvoice.ts";
export { changePractice, PracticeChanges, updatePractice } from "./updatePractice.ts";
export { practiceOverview, type PracticeOverview } from "./practiceOverview.ts";
