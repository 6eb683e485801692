import {
  acceptCutOver as judgeProof,
  proveCutOver as makeProof,
  type CutOverProof,
} from "@rollbook/core/migration";
import * as z from "zod";
import { goLive } from "../practice/index.ts";
import { defineVerb, refused } from "../run/index.ts";
import { observeCutOver } from "./observeCutOver.ts";

/** The timelines of everyone who moves billing here, with gap and overlap days and what must be signed off (MIG-10). */
export const proveCutOver = defineVerb({
  name: "cut_over.prove",
  permission: "migration.read",
  input: z.strictObject({}),
  run: async ({ input: _input, ...given }): Promise<CutOverProof> =>
    makeProof(await observeCutOver(given)),
  audit: ({ result }) => ({ entityId: null, detail: result.totals }),
});

const cells = [
  "membership_id",
  "kind",
  "start",
  "end",
  "last_charge_there",
  "first_charge_here",
] as const;

/** The same as a table, one row for each stretch of days. */
export const exportCutOver = defineVerb({
  name: "cut_over.export",
  permission: "migration.read",
  input: z.strictObject({}),
  run: async ({ input: _input, ...given }) => {
    const proof = makeProof(await observeCutOver(given));
    const rows = proof.members.flatMap(
      ({ membershipId, segments, lastChargeThere, firstChargeHere }) =>
        segments.map(({ kind, start, end }) => [
          membershipId,
          kind,
          start,
          end,
          lastChargeThere,
          firstChargeHere,
        ]),
    );
    return { header: cells, rows };
  },
  audit: ({ result }) => ({ entityId: null, detail: { rows: result.rows.length } }),
});

/** Accepts the proof and makes the practice live: no gap and no overlap, or each signed off as it is (MIG-11). */
export const acceptCutOver = defineVerb({
  name: "cut_over.accept",
  permission: "practice.go_live",
  input: z.strictObject({
    /** The preview of first charges as it was seen. */
    accepted: z.strictObject({ invoiceCount: z.int(), totalMinor: z.int() }),
    signOffs: z
      .array(
        z.strictObject({
          membershipId: z.string(),
          gapDays: z.int().min(0),
          overlapDays: z.int().min(0),
          reason: z.string().trim().min(1),
        }),
      )
      .default([]),
  }),
  run: async ({ input, ...given }) => {
    const proof = makeProof(await observeCutOver(given));
    const signed = { byUserId: given.context.actor.id, at: given.instant };
    const verdict = judgeProof({
      proof,
      signOffs: input.signOffs.map((each) => ({ ...each, ...signed })),
    });
    if (verdict.kind === "refused") throw refused(verdict);
    const { practice } = await goLive.run({ ...given, input: { accepted: input.accepted } });
    return { liveOn: practice.liveOn, totals: proof.totals, signedOff: verdict.signedOff };
  },
  audit: ({ input, result }) => ({
    entityId: null,
    detail: { accepted: input.accepted, totals: result.totals, signedOff: result.signedOff },
  }),
});
