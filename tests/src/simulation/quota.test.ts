import { createQuota, createSheetsClient } from "@rollbook/sheets";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { seededRandom } from "./random.ts";

beforeEach(() => {
  vi.useFakeTimers({ now: Date.UTC(2026, 4, 15) });
});
afterEach(() => {
  vi.useRealTimers();
});

const readsPerMinute = 60;

/** What Google would count: calls in any minute that was not refused for another reason. */
function busiestMinute(calls: readonly number[]): number {
  return Math.max(
    ...calls.map((from) => calls.filter((at) => at >= from && at < from + 60_000).length),
  );
}

test.each([1, 2, 3, 4, 5])(
  "P15: under a storm of 429 and 503 no practice starves and the quota is never exceeded (%i)",
  async (seed) => {
    const random = seededRandom(seed);
    const calls: number[] = [];
    const answered = Array.from({ length: 12 }, () => 0);
    const quota = createQuota({ readsPerMinute, writesPerMinute: readsPerMinute });
    const fetchImplementation: typeof fetch = () => {
      calls.push(Date.now());
      const status = random.chance(0.15) ? 429 : random.chance(0.15) ? 503 : 200;
      const headers = { "content-type": "application/json", "retry-after": "7" };
      return Promise.resolve(
        new Response(JSON.stringify({ spreadsheetId: "s", sheets: [] }), { status, headers }),
      );
    };
    const client = createSheetsClient({
      rootUrl: "http://127.0.0.1/",
      fetchImplementation,
      quota,
      retry: { attempts: 8, random: () => random.next() },
    });
    const practice = async (at: number) => {
      for (let read = 0; read < 15; read += 1) {
        await client.readSpreadsheet({ spreadsheetId: "s", fields: "sheets" });
        answered[at] = (answered[at] ?? 0) + 1;
      }
    };
    const all = Promise.all(answered.map((_, at) => practice(at)));
    await vi.advanceTimersByTimeAsync(60_000);
    expect(Math.min(...answered)).toBeGreaterThan(0);
    await vi.advanceTimersByTimeAsync(20 * 60_000);
    await all;
    expect(answered).toEqual(answered.map(() => 15));
    expect(busiestMinute(calls)).toBeLessThanOrEqual(readsPerMinute);
  },
);
