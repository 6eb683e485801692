import type { JobQueue } from "@rollbook/services/jobs";
import type { Processors } from "@rollbook/services/processor";
import type { Services } from "@rollbook/services/run";
import type { SignIn } from "@rollbook/services/signIn";
import type { AddressPolicy } from "@rollbook/services/webhook";
import type { Cursors } from "./transport/index.ts";

/** As much of the job queue as the API uses. */
export type SyncJobs = Pick<JobQueue, "send">;

/** What the operations work with. Made once, in createApi. */
export type ApiPorts = {
  services: Services;
  cursors: Cursors;
  /** Signs cursors and makes repeatable secrets; never leaves the process. */
  secret: string;
  /** The queue that syncs are asked for in; undefined where there is none. */
  jobs: SyncJobs | undefined;
  /** Who charges for a practice. */
  processors: Processors;
  /** How people sign in, and where they reach the dashboard. */
  signIn: SignIn;
  /** Where webhooks may lead. */
  webhookPolicy: AddressPolicy;
};
