export { startTestPractice, testInstant, type TestPractice } from "./testPractice.ts";
export { acceptFirstCharges, addMember, addPlan, day, interval, refusalOf } from "./fixtures.ts";
