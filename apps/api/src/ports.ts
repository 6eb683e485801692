import type { Cursors } from "./transport/index.ts";

/** What the operations work with. Made once, in createApi. */
export type ApiPorts = {
  cursors: Cursors;
};
