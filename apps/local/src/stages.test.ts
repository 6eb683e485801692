import { expect, test } from "vitest";
import { printedStages } from "./stages.ts";
import { StartRefused } from "./startRefused.ts";

function stagesOf({ isTerminal = false } = {}) {
  const stopping = new AbortController();
  const lines: string[] = [];
  const stages = printedStages({
    write: (line) => lines.push(line),
    nowMs: () => 0,
    signal: stopping.signal,
    isTerminal,
  });
  return { stages, lines, stopping };
}

test("whoever stops the start does not wait for all of it: the stage at work ends, and no other begins", async () => {
  const { stages, lines, stopping } = stagesOf();
  const done: string[] = [];
  await stages.run("Sync of the roster", async () => {
    stopping.abort();
    done.push("sync");
  });
  const next = stages.run("Billing run", async () => done.push("billing"));
  await expect(next).rejects.toThrow(
    new StartRefused("Stopped. What was done is kept; the next start goes on from there."),
  );
  expect(done).toEqual(["sync"]);
  expect(lines).toHaveLength(1);
});

test("at a terminal a stage is named while it runs", async () => {
  const { stages, lines } = stagesOf({ isTerminal: true });
  await stages.run("Sync of the roster", async () =>
    expect(lines).toEqual(["  ..  Sync of the roster\r"]),
  );
  expect(lines).toHaveLength(2);
});
