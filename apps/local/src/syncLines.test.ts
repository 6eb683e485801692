import { describe, expect, test } from "vitest";
import { syncLines } from "./syncLines.ts";

const nothing = {
  reason: null,
  cells_written: 0,
  counts: null,
  guards: [],
  paused: [],
} as const;

const counts = {
  people: 3,
  members: 3,
  new: 1,
  changed: 2,
  held: 0,
  conflicts: 0,
  absent: 0,
  needAttention: 0,
};

describe("what is printed of a sync", () => {
  test("is nothing where nothing came of it", () => {
    expect(syncLines({ ...nothing, kind: "nothing_to_do" })).toEqual([]);
    expect(syncLines({ ...nothing, kind: "busy" })).toEqual([]);
  });

  test("is who came and changed, and how much was written", () => {
    expect(syncLines({ ...nothing, kind: "done", cells_written: 13, counts })).toEqual([
      "Synced: 1 new, 2 changed, 13 cells written.",
    ]);
    expect(
      syncLines({
        ...nothing,
        kind: "done",
        cells_written: 1,
        counts: { ...counts, new: 0, changed: 0 },
      }),
    ).toEqual(["Synced: 1 cell written."]);
  });

  test("is never called synced where it was not, and says how it goes on", () => {
    expect(syncLines({ ...nothing, kind: "failed", reason: "Share the sheet again." })).toEqual([
      "Not synced: Share the sheet again.",
    ]);
    const guard = { code: "sheet_empty", message: "It is empty.", approval: "empty-1" } as const;
    expect(
      syncLines({ ...nothing, kind: "stopped", guards: [{ ...guard, canApprove: true }] }),
    ).toEqual(["Sync stopped: It is empty.", "  pnpm rollbook approve empty-1"]);
    expect(
      syncLines({ ...nothing, kind: "stopped", guards: [{ ...guard, canApprove: false }] }),
    ).toEqual(["Sync stopped: It is empty."]);
  });
});
