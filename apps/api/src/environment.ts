import type { Logger } from "pino";
import type { Principal } from "./principal.ts";

export type ApiEnvironment = {
  Variables: {
    requestId: string;
    log: Logger;
    principal: Principal;
    operationId: string | undefined;
  };
};
