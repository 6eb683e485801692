import { expect, test } from "vitest";
import { archiveMembership, reEnrollMembership, skippedDays } from "./index.ts";
import { day, someMembership } from "./testMembership.ts";

test("MEM-10: one that ended before it began starts no earlier than it was to begin", () => {
  const ended = someMembership({ state: { endDate: day("2020-01-01") } });
  const today = day("2026-05-20");
  const wish = { membership: ended, anchorDay: null, today };
  expect(reEnrollMembership({ ...wish, from: day("2020-02-01") })).toMatchObject({
    rule: "MEM-10",
    allowed: ["from 2026-06-01 or later"],
  });
  expect(reEnrollMembership({ ...wish, from: day("2026-06-01") }).kind).toBe("planned");
});

test("MEM-4: archiving says which days will never be billed", () => {
  const ended = someMembership({ state: { endDate: day("2026-06-09") } });
  const archived = archiveMembership({ membership: ended, today: day("2026-06-10") });
  expect(archived).toMatchObject({
    explain: { sentence: expect.stringContaining("1 June 2026 to 9 June 2026") as string },
  });
  const paid = { start: day("2026-06-01"), end: day("2026-06-09") };
  const billedThen = archiveMembership({
    membership: { ...ended, claimed: [paid] },
    today: day("2026-06-10"),
  });
  expect(billedThen).toMatchObject({
    explain: { sentence: "Archived by hand on 10 June 2026; this is final (MEM-4)." },
  });
});

test("INV-5: choosing days lifts those that passed, not those that were voided, credited or away", () => {
  const waivers = [
    { start: day("2026-06-01"), end: day("2026-06-30"), reason: "auto_invoice_off" as const },
    { start: day("2026-06-10"), end: day("2026-06-12"), reason: "voided" as const },
    { start: day("2026-07-01"), end: day("2026-07-31"), reason: "away" as const },
  ];
  const year = { start: day("2026-01-01"), end: day("2026-12-31") };
  expect(skippedDays({ waivers }, [year])).toEqual([
    { start: "2026-06-01", end: "2026-06-09" },
    { start: "2026-06-13", end: "2026-06-30" },
  ]);
});
