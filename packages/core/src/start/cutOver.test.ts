import { expect, test } from "vitest";
import { plainDate, type Period } from "../calendar/index.ts";
import { checkCutOver, cutOverTimeline } from "./index.ts";

const period = (start: string, end: string): Period => ({
  start: plainDate(start),
  end: plainDate(end),
});

const timeline = (oldCoverage: Period[], billFrom: string, signedOff: Period[] = []) =>
  cutOverTimeline({
    membershipId: "mem_1",
    oldCoverage,
    lastChargeThere: plainDate("2026-05-01"),
    billFrom: plainDate(billFrom),
    firstChargeHere: plainDate(billFrom),
    signedOff,
  });

const april = period("2026-04-01", "2026-04-30");
const may = period("2026-05-01", "2026-05-31");

test("CUT-1: coverage that touches has neither gap nor overlap", () => {
  const { signals, coveredThroughThere, coveredThere } = timeline([may, april], "2026-06-01");
  expect(signals).toEqual([]);
  expect(coveredThroughThere).toBe("2026-05-31");
  expect(coveredThere).toEqual([period("2026-04-01", "2026-05-31")]);
});

test("CUT-1: days that nobody covers are a gap", () => {
  expect(timeline([may], "2026-06-11").signals).toMatchObject([
    { kind: "gap", period: period("2026-06-01", "2026-06-10"), days: 10, isSignedOff: false },
  ]);
});

test("CUT-1: days charged there and here are an overlap", () => {
  expect(timeline([may, period("2026-06-01", "2026-06-30")], "2026-06-01").signals).toMatchObject([
    { kind: "overlap", period: period("2026-06-01", "2026-06-30"), days: 30 },
  ]);
});

test("CUT-2: going live needs every gap and overlap closed or signed off", () => {
  const open = timeline([may], "2026-06-11");
  expect(checkCutOver([open])).toMatchObject({ kind: "refused", rule: "CUT-2" });
  const partly = timeline([may], "2026-06-11", [period("2026-06-01", "2026-06-09")]);
  expect(checkCutOver([partly]).kind).toBe("refused");
  const signed = timeline([may], "2026-06-11", [period("2026-06-01", "2026-06-10")]);
  expect(checkCutOver([signed])).toEqual({ kind: "ready", signedOffSignals: 1 });
});
