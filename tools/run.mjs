// The first thing of every root script. Plain JavaScript: it must run, and explain itself, on a Node that cannot run the rest.
import { spawn } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { constants } from "node:os";
import path from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";

const oldestMajor = 22;
const oldestMinor = 18;
const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const binaries = path.join(root, "node_modules", ".bin");

const programs = {
  start: "apps/local/src/main.ts",
  rollbook: "apps/sync/src/main.ts",
  sheets: "packages/local-sheets/src/main.ts",
  simulate: "tests/src/simulation/main.ts",
};
const commands = [...Object.keys(programs), "test", "verify", "bench", "fix"];

let endedBySignal;
let running;

function explainAndExit(sentence) {
  process.stderr.write(`${sentence}\n`);
  process.exit(1);
}

/** The Node that the project brings along, or else the one that runs this file. */
function findNode() {
  const installed = path.join(root, "node_modules", "node");
  const candidates = [path.join(installed, "bin", "node"), path.join(installed, "bin", "node.exe")];
  const own = candidates.find((candidate) => existsSync(candidate));
  if (own) return own;
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  if (major < oldestMajor || (major === oldestMajor && minor < oldestMinor)) {
    explainAndExit(
      `Rollbook needs Node ${oldestMajor}.${oldestMinor} or newer and this is Node ${process.versions.node}: run "npx --yes pnpm@12 install" to let it bring its own, or install a newer Node from nodejs.org.`,
    );
  }
  return process.execPath;
}

function environmentFor(node) {
  const searchPath = [path.dirname(node), binaries, process.env.PATH ?? process.env.Path ?? ""];
  return {
    ...process.env,
    PATH: searchPath.join(path.delimiter),
    INIT_CWD: process.env.INIT_CWD ?? process.cwd(),
    TURBO_TELEMETRY_DISABLED: "1",
    TURBO_NO_UPDATE_NOTIFIER: "1",
    // pnpm has already looked once whether node_modules is fresh; the tasks need not ask again.
    pnpm_config_verify_deps_before_run: "false",
  };
}

function exitCodeOf({ code, signal }) {
  if (signal) return 128 + (constants.signals[signal] ?? 0);
  return code ?? 1;
}

/** Runs one program to its end and gives its exit code; output and signals are the program's own. */
function runStep({ node, file, args, quiet = false }) {
  return new Promise((resolve) => {
    const child = spawn(node, [file, ...args], {
      cwd: root,
      env: environmentFor(node),
      stdio: quiet ? ["ignore", "pipe", "pipe"] : "inherit",
    });
    running = child;
    let output = "";
    for (const stream of quiet ? [child.stdout, child.stderr] : []) {
      stream.on("data", (text) => (output += text));
    }
    child.on("error", (error) => {
      process.stderr.write(`${path.basename(file)} could not be started: ${error.message}\n`);
      resolve(1);
    });
    child.on("close", (code, signal) => {
      running = undefined;
      const exitCode = exitCodeOf({ code, signal });
      if (exitCode !== 0 && quiet) process.stderr.write(output);
      resolve(exitCode);
    });
  });
}

/** Becomes the program where the system allows it, so that signals reach it once and directly; else runs it as a child. */
async function becomeProgram({ node, file, args }) {
  if (!existsSync(path.join(root, file)))
    explainAndExit(`${file} is missing: this checkout is not complete.`);
  if (typeof process.execve === "function" && process.platform !== "win32") {
    process.removeAllListeners("SIGINT");
    process.removeAllListeners("SIGTERM");
    const environment = Object.entries(environmentFor(node)).filter(
      ([, value]) => value !== undefined,
    );
    process.chdir(root);
    process.execve(node, [node, file, ...args], Object.fromEntries(environment));
  }
  return runStep({ node, file, args });
}

function packageProgram(name) {
  return path.join(root, "node_modules", name);
}

function hasPages() {
  return ["packages/local-sheets/page", "apps/web/src"].some((folder) =>
    existsSync(path.join(root, folder)),
  );
}

async function buildPages(node) {
  if (!hasPages()) return 0;
  const note = setTimeout(
    () => process.stderr.write("Building the pages (only when they changed) ...\n"),
    400,
  );
  const file = path.join(packageProgram("turbo"), "bin", "turbo");
  const exitCode = await runStep({
    node,
    file,
    args: ["run", "build", "--output-logs=errors-only"],
    quiet: true,
  });
  clearTimeout(note);
  return exitCode;
}

async function inOrder(steps) {
  for (const step of steps) {
    const exitCode = await step();
    if (endedBySignal) return 128 + constants.signals[endedBySignal];
    if (exitCode !== 0) return exitCode;
  }
  return 0;
}

/** Benchmarks are the files of bench/src that print a table; the others are their helpers. */
function listBenchmarks() {
  const folder = path.join(root, "bench", "src");
  const files = readdirSync(folder).filter((file) => file.endsWith(".ts") && file !== "table.ts");
  const measuring = files.filter((file) =>
    readFileSync(path.join(folder, file), "utf8").includes("printTable("),
  );
  return new Map(
    measuring.sort().map((file) => [file.replace(/(\.bench)?\.ts$/, ""), `bench/src/${file}`]),
  );
}

async function bench({ node, args }) {
  const benchmarks = listBenchmarks();
  const [name, ...flags] = args[0]?.startsWith("-") ? [undefined, ...args] : args;
  if (name && !benchmarks.has(name)) {
    const known = [...benchmarks.keys()].join(", ") || "none yet";
    explainAndExit(`There is no benchmark "${name}"; there are: ${known}.`);
  }
  const files = name ? [benchmarks.get(name)] : [...benchmarks.values()];
  return inOrder(files.map((file) => () => runStep({ node, file, args: flags })));
}

async function runCommand({ command, node, args }) {
  switch (command) {
    case "start":
    case "sheets":
      return inOrder([
        () => buildPages(node),
        () => becomeProgram({ node, file: programs[command], args }),
      ]);
    case "verify":
      return runStep({ node, file: "tools/src/verify.ts", args });
    case "test":
      return runStep({ node, file: "tools/src/test.ts", args });
    case "fix":
      return inOrder([
        () =>
          runStep({
            node,
            file: path.join(packageProgram("oxlint"), "bin", "oxlint"),
            args: ["--fix", ...args],
          }),
        () => runStep({ node, file: path.join(packageProgram("oxfmt"), "bin", "oxfmt"), args }),
      ]);
    case "bench":
      return bench({ node, args });
    default:
      return becomeProgram({ node, file: programs[command], args });
  }
}

function stopWith(signal) {
  // Ctrl-C reaches the whole process group by itself; a signal to this process alone is handed on.
  if (running && signal !== "SIGINT" && !endedBySignal) running.kill(signal);
  endedBySignal = signal;
  if (!running) process.exit(128 + constants.signals[signal]);
}

process.on("SIGINT", () => stopWith("SIGINT"));
process.on("SIGTERM", () => stopWith("SIGTERM"));

const [command, ...rest] = process.argv.slice(2);
const args = rest[0] === "--" ? rest.slice(1) : rest;
if (!commands.includes(command)) {
  explainAndExit(`Say what to run: ${commands.map((each) => `pnpm ${each}`).join(", ")}.`);
}
process.exitCode = await runCommand({ command, node: findNode(), args });
