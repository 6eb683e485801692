import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { chownSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { accountFor } from "./account.ts";
import type { ClusterPointer } from "./dataFolder.ts";
import { EmbeddedPostgresError } from "./refusal.ts";

/** Makes a new cluster with a random password in a folder of its own. */
export async function initialiseCluster(input: {
  initdb: string;
  clusterFolder: string;
}): Promise<ClusterPointer> {
  const { clusterFolder } = input;
  const account = accountFor();
  mkdirSync(clusterFolder, { recursive: true, mode: 0o700 });
  const password = randomBytes(24).toString("base64url");
  const passwordFile = path.join(
    os.tmpdir(),
    `rollbook-${process.pid}-${randomBytes(6).toString("hex")}`,
  );
  writeFileSync(passwordFile, `${password}\n`, { mode: 0o600, flag: "wx" });
  try {
    if (account !== undefined) {
      chownSync(clusterFolder, account.uid, account.gid);
      chownSync(passwordFile, account.uid, account.gid);
    }
    await runInitdb({ ...input, passwordFile });
    return { clusterFolder, password };
  } catch (error) {
    rmSync(clusterFolder, { recursive: true, force: true });
    throw error;
  } finally {
    rmSync(passwordFile, { force: true });
  }
}

function runInitdb(input: {
  initdb: string;
  clusterFolder: string;
  passwordFile: string;
}): Promise<void> {
  const flags = [
    "-D",
    input.clusterFolder,
    "-U",
    "postgres",
    "-A",
    "scram-sha-256",
    "--pwfile",
    input.passwordFile,
  ];
  const locale = [
    "-E",
    "UTF8",
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
    "--locale=C",
  ];
  return new Promise((resolve, reject) => {
    const child = spawn(input.initdb, [...flags, ...locale, "--no-sync", "--no-instructions"], {
      ...accountFor(),
      cwd: "/",
      env: { ...process.env, LC_ALL: "C", TZ: "UTC" },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let output = "";
    child.stdout.on("data", (data) => (output += String(data)));
    child.stderr.on("data", (data) => (output += String(data)));
    child.on("error", reject);
    child.on("close", (code) => {
      if (code === 0) return resolve();
      const reason = output.trim().split("\n").at(-1) ?? "";
      reject(
        new EmbeddedPostgresError(
          `The database could not be made in ${input.clusterFolder}: ${reason}`,
        ),
      );
    });
  });
}
