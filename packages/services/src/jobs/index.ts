export {
  everyPractice,
  jobKinds,
  type JobKind,
  type JobRequest,
  type RunningJob,
} from "./jobKind.ts";
export { openJobQueue, type JobQueue, type JobQueueOptions } from "./openJobQueue.ts";
export { watchDueWork, type DueWorkOptions, type DueWorkWatch } from "./watchDueWork.ts";
export { workBilling } from "./workBilling.ts";
