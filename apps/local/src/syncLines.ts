import type { SyncResult } from "@rollbook/sync";

type Told = Pick<SyncResult, "kind" | "reason" | "cells_written" | "counts" | "guards" | "paused">;

/** What a sync did, as lines for the terminal of whoever started the product; none where nothing came of it. */
export function syncLines(result: Told): string[] {
  switch (result.kind) {
    case "nothing_to_do":
    case "dry_run":
    case "busy":
      return [];
    case "done":
      return [`Synced: ${whatCame(result)}.`, ...result.paused.flatMap(approvable("Paused"))];
    case "failed":
      return [`Not synced: ${result.reason ?? "no reason was given"}`];
    case "stopped":
      return result.guards.length === 0
        ? [`Sync stopped: ${result.reason ?? "no reason was given"}`]
        : result.guards.flatMap(approvable("Sync stopped"));
  }
}

function whatCame({ counts, cells_written: cells }: Told): string {
  const people = [
    [counts?.new ?? 0, "new"],
    [counts?.changed ?? 0, "changed"],
  ] as const;
  return [
    ...people.flatMap(([count, what]) => (count === 0 ? [] : [`${count} ${what}`])),
    `${cells} ${cells === 1 ? "cell" : "cells"} written`,
  ].join(", ");
}

const approvable =
  (title: string) =>
  ({
    message,
    approval,
    canApprove = true,
  }: {
    message: string;
    approval: string;
    canApprove?: boolean;
  }): string[] => [
    `${title}: ${message}`,
    ...(canApprove ? [`  pnpm rollbook approve ${approval}`] : []),
  ];
