import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { isAlive } from "./serverProcess.ts";

/** One owner stops the server; an owner that was killed is succeeded by the next starter. */
export function becomeOwner({
  dataFolder,
  isTaking,
}: {
  dataFolder: string;
  isTaking: boolean;
}): boolean {
  const file = path.join(dataFolder, "owner");
  if (!isTaking && isOtherAlive(file)) return false;
  writeFileSync(file, String(process.pid));
  return true;
}

function isOtherAlive(file: string): boolean {
  try {
    const processId = Number(readFileSync(file, "utf8"));
    return processId > 0 && processId !== process.pid && isAlive(processId);
  } catch {
    return false;
  }
}
