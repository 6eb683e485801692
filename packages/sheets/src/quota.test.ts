import { expect, test } from "vitest";
import { createQuota } from "./quota.ts";

test("P15: a call waits until the quota that all processes share lets it go", async () => {
  const answers = [4000, 1000, 0];
  const waited: number[] = [];
  const quota = createQuota({
    readsPerMinute: 60,
    writesPerMinute: 60,
    shared: { take: () => Promise.resolve(answers.shift() ?? 0) },
    wait: (delayMs) => Promise.resolve(void waited.push(delayMs)),
    random: () => 1,
  });
  expect(await quota.read(() => Promise.resolve("read"))).toBe("read");
  expect(waited).toEqual([5000, 1250]);
});

test("P15: reads and writes are asked for apart", async () => {
  const asked: string[] = [];
  const quota = createQuota({
    readsPerMinute: 60,
    writesPerMinute: 60,
    shared: {
      take: async (kind) => {
        asked.push(kind);
        return 0;
      },
    },
  });
  await quota.write(() => Promise.resolve(1));
  await quota.read(() => Promise.resolve(2));
  expect(asked).toEqual(["write", "read"]);
});
