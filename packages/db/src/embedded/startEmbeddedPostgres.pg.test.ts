import { spawn } from "node:child_process";
import { once } from "node:events";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openDatabase } from "../index.ts";
import { EmbeddedPostgresError, startEmbeddedPostgres, type EmbeddedPostgres } from "./index.ts";
import { isAlive } from "./serverProcess.ts";

let root: string;
const running: EmbeddedPostgres[] = [];
beforeEach(() => {
  root = mkdtempSync(path.join(os.tmpdir(), "rollbook-embedded-"));
  chmodSync(root, 0o755);
});
afterEach(async () => {
  for (const server of running.splice(0)) await server.stop();
  rmSync(root, { recursive: true, force: true });
});

async function start(
  dataFolder: string,
  onProgress?: (sentence: string) => void,
): Promise<EmbeddedPostgres> {
  const options = { dataFolder, durable: false };
  const server = await startEmbeddedPostgres(
    onProgress === undefined ? options : { ...options, onProgress },
  );
  running.push(server);
  return server;
}

async function query(url: string, text: string): Promise<unknown> {
  const database = openDatabase({ url, maxConnections: 1 });
  try {
    const [row] = await database.sql.unsafe(text);
    return row === undefined ? undefined : Object.values(row)[0];
  } finally {
    await database.close();
  }
}

test("what was written is there after a stop and a start, and progress is told", async () => {
  const folder = path.join(root, "data");
  const told: string[] = [];
  const first = await start(folder, (sentence) => told.push(sentence));
  await query(first.url, "create table kept as select 7 as n");
  await first.stop();
  const second = await start(folder);
  expect(await query(second.url, "select n from kept")).toBe(7);
  expect(told).toEqual(["Making a new database", "Starting the database"]);
});

test("who starts a running server gets it, and only its owner stops it", async () => {
  const folder = path.join(root, "data");
  const owner = await start(folder);
  writeFileSync(path.join(folder, "owner"), String(process.ppid));
  const guest = await start(folder);
  expect([guest.isOwner, guest.processId]).toEqual([false, owner.processId]);
  await guest.stop();
  expect(await query(owner.url, "select 1")).toBe(1);
});

test("two who start a new folder at once share one server", async () => {
  const folder = path.join(root, "data");
  const [one, other] = await Promise.all([start(folder), start(folder)]);
  expect(one.processId).toBe(other.processId);
  expect(readdirSync(folder).filter((name) => name.startsWith("cluster-"))).toHaveLength(1);
});

test("a server that was killed is started again, with its data", async () => {
  const folder = path.join(root, "data");
  const first = await startEmbeddedPostgres({ dataFolder: folder });
  await query(first.url, "create table kept as select 8 as n");
  process.kill(first.processId, "SIGKILL");
  await expect.poll(() => isAlive(first.processId)).toBe(false);
  const second = await start(folder);
  expect(await query(second.url, "select n from kept")).toBe(8);
});

test("the server of a program that was killed is taken over", async () => {
  const folder = path.join(root, "data");
  const program = `
    const { startEmbeddedPostgres } = await import(${JSON.stringify(fileURLToPath(new URL("./index.ts", import.meta.url)))});
    await startEmbeddedPostgres({ dataFolder: ${JSON.stringify(folder)}, durable: false });
    console.log("ready");
    setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ["--input-type=module", "-e", program], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  await once(child.stdout, "data");
  child.kill("SIGKILL");
  await once(child, "close");
  const next = await start(folder);
  expect(next.isOwner).toBe(true);
  expect(await query(next.url, "select 1")).toBe(1);
});

test("a folder that others may not enter is no hindrance", async () => {
  const closed = path.join(root, "closed");
  mkdirSync(closed, { mode: 0o700 });
  const folder = path.join(closed, "data");
  const server = await start(folder);
  expect(await query(server.url, "select 1")).toBe(1);
  await server.stop();
  const { clusterFolder } = JSON.parse(readFileSync(path.join(folder, "server.json"), "utf8"));
  rmSync(path.resolve(folder, clusterFolder), { recursive: true });
});

test("a lock file whose process number belongs to another program is no hindrance", async () => {
  const folder = path.join(root, "data");
  const first = await start(folder);
  await first.stop();
  const { clusterFolder } = JSON.parse(readFileSync(path.join(folder, "server.json"), "utf8"));
  writeFileSync(
    path.join(folder, clusterFolder, "postmaster.pid"),
    `${process.pid}\n/x\n0\n5999\n\n127.0.0.1\n0 0\nready\n`,
  );
  const second = await start(folder);
  expect(await query(second.url, "select 1")).toBe(1);
});

test("a folder of a newer PostgreSQL is refused with what to do", async () => {
  const folder = path.join(root, "data");
  const first = await start(folder);
  await first.stop();
  const { clusterFolder } = JSON.parse(readFileSync(path.join(folder, "server.json"), "utf8"));
  writeFileSync(path.join(folder, clusterFolder, "PG_VERSION"), "19\n");
  await expect(start(folder)).rejects.toThrow("was made by PostgreSQL 19");
});

test("a data folder that is a file is refused with what to do", async () => {
  const file = path.join(root, "file");
  writeFileSync(file, "");
  await expect(start(file)).rejects.toThrow(EmbeddedPostgresError);
});

test("a data folder whose database is gone is refused, not made anew", async () => {
  const folder = path.join(root, "data");
  const first = await start(folder);
  await first.stop();
  const { clusterFolder } = JSON.parse(readFileSync(path.join(folder, "server.json"), "utf8"));
  rmSync(path.join(folder, clusterFolder), { recursive: true });
  await expect(start(folder)).rejects.toThrow("which is gone");
  expect(existsSync(path.join(folder, clusterFolder))).toBe(false);
});

test("what a start that was killed half-way left behind is removed", async () => {
  const folder = path.join(root, "data");
  mkdirSync(path.join(folder, "cluster-999999999-dead"), { recursive: true });
  await start(folder);
  expect(readdirSync(folder)).not.toContain("cluster-999999999-dead");
});
