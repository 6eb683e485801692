import type { Services } from "@rollbook/services/run";
import type { AddressPolicy } from "@rollbook/services/webhook";
import type { Cursors } from "./transport/index.ts";

/** What the operations work with. Made once, in createApi. */
export type ApiPorts = {
  services: Services;
  cursors: Cursors;
  /** Signs cursors and makes repeatable secrets; never leaves the process. */
  secret: string;
  /** Where webhooks may lead. */
  webhookPolicy: AddressPolicy;
};
