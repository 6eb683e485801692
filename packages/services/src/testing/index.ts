export { startTestPractice, testInstant, type TestPractice } from "./testPractice.ts";
