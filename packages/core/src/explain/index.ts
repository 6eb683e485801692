export { Explanation, ExplanationValue, refuse } from "./explanation.ts";
export type { Refusal } from "./explanation.ts";
export { dateInWords, listInWords, periodInWords } from "./words.ts";
