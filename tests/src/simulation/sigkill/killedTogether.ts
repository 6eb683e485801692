import { setTimeout as wait } from "node:timers/promises";
import { killAndWait, type Children } from "./childProcess.ts";
import type { ChildMessage, ChildOrder, ChildReport } from "./engineChild.ts";

export type KilledRun = { kind: "killed" } | { kind: "done"; result: string };

export type Asked = {
  order: ChildOrder;
  /** Asked at every point where the run stands in a transaction; "kill" lets it stand until the process dies. */
  at: (point: string) => Promise<"go_on" | "kill">;
  /** How long after the points where its runs stand the process dies. */
  lateMs: number;
};

type Running = Map<string, (point: string) => Promise<"go_on" | "dead">>;

type Waiting = Asked & { end: (run: KilledRun) => void };

/**
 * One process runs the syncs of several practices at once and is killed when each of them stands at its own deadly
 * point or is over: many deaths for one start. `activeCount` says for how many practices a run may still be asked.
 */
export function killedTogether(input: { children: Children; activeCount: () => number }) {
  const waiting: Waiting[] = [];
  const running: Running = new Map();
  const look = () => {
    if (waiting.length > 0 && waiting.length >= input.activeCount()) {
      void runTogether({ children: input.children, asked: waiting.splice(0), running });
    }
  };
  return {
    run: (asked: Asked) =>
      new Promise<KilledRun>((end) => {
        waiting.push({ ...asked, end });
        look();
      }),
    /** A call of one of the runs reached the sheet. */
    at: async (practiceId: string, point: string) =>
      (await running.get(practiceId)?.(point)) ?? ("dead" as const),
    look,
  };
}

async function runTogether(input: {
  children: Children;
  asked: readonly Waiting[];
  running: Running;
}): Promise<void> {
  const { asked, running } = input;
  const child = input.children.take();
  const send = (message: ChildMessage) => void (child.connected && child.send(message));
  const held: ((end: "go_on" | "dead") => void)[] = [];
  const open = new Set(asked.map(({ order }) => order.practiceId));
  const results = new Map<string, string>();
  const isOver = Promise.withResolvers<void>();
  const settle = (practiceId: string) => {
    open.delete(practiceId);
    if (open.size === 0) isOver.resolve();
  };
  for (const { order, at } of asked) {
    running.set(order.practiceId, async (point) => {
      if ((await at(point)) === "go_on") return "go_on";
      return new Promise((release) => {
        held.push(release);
        settle(order.practiceId);
      });
    });
  }
  child.on("message", (said: ChildReport) => {
    const { practiceId } = said;
    if (said.kind === "done") {
      results.set(practiceId, said.result);
      settle(practiceId);
    } else {
      void running
        .get(practiceId)?.(said.point)
        .then(() => send({ kind: "go_on", practiceId }));
    }
  });
  child.once("exit", () => isOver.resolve());
  for (const { order } of asked) send({ kind: "sync", order });
  await isOver.promise;
  const lateMs = asked[0]?.lateMs ?? 0;
  if (lateMs > 0) {
    for (const release of held.splice(0)) release("go_on");
    await wait(lateMs);
  }
  await killAndWait(child);
  for (const release of held) release("dead");
  for (const { order, end } of asked) {
    const result = results.get(order.practiceId);
    running.delete(order.practiceId);
    end(result === undefined ? { kind: "killed" } : { kind: "done", result });
  }
}
