export { createPractice, CreatePracticeInput } from "./createPractice.ts";
export { getPractice } from "./getPractice.ts";
export { changePractice, PracticeChanges, updatePractice } from "./updatePractice.ts";
