import type { SheetsClient } from "@rollbook/sheets";
import { clientOf } from "./sheetWorld.ts";

type Moment = {
  /** Runs before the batch reaches the server. */
  before?: () => Promise<void>;
  /** Runs after the server applied the batch; what it answers stands for the server's answer. */
  after?: (response: Response) => Promise<Response>;
};

/** A client of the same server, where something happens around the next write. */
export function clientWithWrite(input: { fetch: typeof fetch; moment: Moment }): SheetsClient {
  let isArmed = true;
  return clientOf(async (url, init) => {
    const isWrite = String(url instanceof Request ? url.url : url).includes(":batchUpdate");
    if (!isWrite || !isArmed) return input.fetch(url, init);
    isArmed = false;
    await input.moment.before?.();
    const response = await input.fetch(url, init);
    return input.moment.after === undefined ? response : input.moment.after(response);
  });
}

export const lostAnswer = (): Promise<Response> =>
  Promise.reject(new TypeError("the connection was reset"));
