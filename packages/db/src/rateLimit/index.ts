export { openSharedCounter, type SharedCount, type SharedCounter } from "./sharedCounter.ts";
