export { openJobStore, type JobStore } from "./openJobStore.ts";
