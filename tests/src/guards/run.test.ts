import { spawn } from "node:child_process";
import { once } from "node:events";
import process from "node:process";
import { describe, expect, test } from "vitest";
import { plantTree, runNode } from "./plantedTree.ts";

const copies = ["tools/run.mjs"];
const pretendNode20 = `data:text/javascript,Object.defineProperty(process,"versions",{value:{...process.versions,node:"20.20.2"}})`;

function run({
  args,
  files = {},
  node = [],
}: {
  args: string[];
  files?: Record<string, string>;
  node?: string[];
}) {
  const tree = plantTree({ files, copies });
  try {
    return runNode({
      args: [...node, "tools/run.mjs", ...args],
      folder: tree.folder,
      environment: { INIT_CWD: "/somewhere" },
    });
  } finally {
    tree.remove();
  }
}

describe("the first file of every root script", () => {
  test("an old Node is told in one sentence what to do", () => {
    const { exitCode, output } = run({ args: ["start"], node: ["--import", pretendNode20] });
    expect(output.trim()).toMatch(
      /^Rollbook needs Node 22\.18 or newer and this is Node 20\.20\.2: run .+\.$/,
    );
    expect(exitCode).toBe(1);
  });

  test("an unknown command is answered with the known ones", () => {
    const { exitCode, output } = run({ args: ["dance"] });
    expect(output).toContain("pnpm start");
    expect(exitCode).toBe(1);
  });

  test("an unknown benchmark is answered with the known ones", () => {
    const { exitCode, output } = run({
      args: ["bench", "nope"],
      files: { "bench/src/parse.bench.ts": "printTable({})", "bench/src/helper.ts": "" },
    });
    expect(output).toContain('no benchmark "nope"; there are: parse');
    expect(exitCode).toBe(1);
  });

  test("flags, the folder where the person stands and the exit code go through", () => {
    const source =
      "console.log(process.env.INIT_CWD, process.argv.slice(2).join(' '));\nprocess.exit(7);\n";
    const { exitCode, output } = run({
      args: ["rollbook", "--", "plan", "--today", "2026-05-01"],
      files: { "apps/sync/src/main.ts": source },
    });
    expect(output.trim()).toBe("/somewhere plan --today 2026-05-01");
    expect(exitCode).toBe(7);
  });

  test.each(["SIGINT", "SIGTERM"] as const)(
    "%s to the process group ends the program once and in order",
    async (signal) => {
      const source = `
      let count = 0;
      for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => {
        count += 1;
        setTimeout(() => { console.log("stopped after", count); process.exit(0); }, 150);
      });
      setInterval(() => {}, 1000);
      console.log("ready");`;
      const tree = plantTree({ files: { "packages/local-sheets/src/main.ts": source }, copies });
      const child = spawn(process.execPath, ["tools/run.mjs", "sheets"], {
        cwd: tree.folder,
        detached: true,
        stdio: ["ignore", "pipe", "inherit"],
      });
      let output = "";
      child.stdout.on("data", (text) => {
        output += String(text);
        if (child.pid !== undefined && output.trim() === "ready") process.kill(-child.pid, signal);
      });
      const [exitCode] = await once(child, "close");
      tree.remove();
      expect(output.trim()).toBe("ready\nstopped after 1");
      expect(exitCode).toBe(0);
    },
  );
});
