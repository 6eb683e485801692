import { existsSync, statSync } from "node:fs";
import path from "node:path";

/** The operating-system account the server runs as; undefined means "as ourselves". */
export type ServerAccount = { readonly uid: number; readonly gid: number } | undefined;

const nobody = { uid: 65534, gid: 65534 } as const;

export function isRoot(): boolean {
  return process.getuid?.() === 0;
}

/** PostgreSQL refuses to run as root, so root lends it the folder's owner, or nobody. */
export function accountFor(clusterFolder?: string): ServerAccount {
  if (!isRoot()) return undefined;
  if (clusterFolder === undefined || !existsSync(clusterFolder)) return nobody;
  const { uid, gid } = statSync(clusterFolder);
  return uid === 0 ? nobody : { uid, gid };
}

/** Whether every folder above and including this one lets other accounts through. */
export function isReachableByOthers(folder: string): boolean {
  for (let current = path.resolve(folder); ; current = path.dirname(current)) {
    if (existsSync(current) && (statSync(current).mode & 0o001) === 0) return false;
    if (current === path.dirname(current)) return true;
  }
}
