import { z } from "@hono/zod-openapi";
import { proveCutOver, type SignedProof, type SignedTimeline } from "@rollbook/services/cutOver";
import { toCsv } from "../../exports/toCsv.ts";
import { callVerb } from "../../callVerb.ts";
import { defineFileOperation, defineOperation, type Operation } from "../../openapi/index.ts";
import { InstantField } from "../../wire/common.ts";
import { DateField } from "../../wire/fields.ts";
import { orNull } from "../../wire/orNull.ts";

export const tag = "Cut-over";
export const path = "/v1/cut-over";

const SegmentField = z
  .object({
    kind: z.enum(["old", "new", "gap", "overlap", "excused"]).openapi({
      description:
        "Billed there, billed here, billed by nobody, billed twice, or paused and waived",
    }),
    start: DateField,
    end: DateField,
  })
  .openapi("CutOverSegment");

export const SignOffField = z
  .object({
    membership_id: z.string(),
    segments: z.array(SegmentField),
    reason: z.string(),
    signed_by: z.string(),
    signed_at: InstantField,
  })
  .openapi("CutOverSignOff");

const MemberField = z
  .object({
    membership_id: z.string(),
    name: z.string(),
    segments: z.array(SegmentField),
    gap_days: z.int(),
    overlap_days: z.int(),
    last_charge_there: DateField.nullable(),
    first_charge_here: DateField.nullable(),
    waits_for: z.array(z.string()).openapi({ description: "Why nothing is billed at present" }),
    must_be_signed_off: z.boolean(),
    sign_off: orNull(SignOffField),
  })
  .openapi("CutOverMember");

export const CutOverProofField = z
  .object({
    practice: z.string(),
    made_at: InstantField,
    through: DateField,
    live_on: DateField.nullable(),
    accepted: orNull(z.object({ at: InstantField, by: z.string() }).openapi("CutOverAcceptance")),
    members: z.array(MemberField),
    totals: z.object({
      members: z.int(),
      gap_days: z.int(),
      overlap_days: z.int(),
      to_sign_off: z.int(),
      open: z.int().openapi({ description: "Of those, what nobody has signed off yet" }),
    }),
    sign_off_by: z.array(z.string()).openapi({ description: "The roles that may sign off" }),
    accept_by: z.array(z.string()).openapi({ description: "The roles that may accept the proof" }),
  })
  .openapi("CutOverProof");

type SignOff = NonNullable<SignedTimeline["signOff"]>;

export function signOffOnWire(signOff: SignOff): z.input<typeof SignOffField> {
  return {
    membership_id: signOff.membershipId,
    segments: signOff.segments.map(({ kind, start, end }) => ({ kind, start, end })),
    reason: signOff.reason,
    signed_by: signOff.byUserId,
    signed_at: signOff.at,
  };
}

function memberOnWire(member: SignedTimeline): z.input<typeof MemberField> {
  return {
    membership_id: member.membershipId,
    name: member.name,
    segments: member.segments.map(({ kind, start, end }) => ({ kind, start, end })),
    gap_days: member.gapDays,
    overlap_days: member.overlapDays,
    last_charge_there: member.lastChargeThere,
    first_charge_here: member.firstChargeHere,
    waits_for: [...member.waitsFor],
    must_be_signed_off: member.mustBeSignedOff,
    sign_off: member.signOff === null ? null : signOffOnWire(member.signOff),
  };
}

function proofOnWire(proof: SignedProof): z.input<typeof CutOverProofField> {
  const { totals, acceptance } = proof;
  return {
    practice: proof.practice.name,
    made_at: proof.madeAt,
    through: proof.through,
    live_on: proof.practice.liveOn,
    accepted: acceptance === null ? null : { at: acceptance.at, by: acceptance.by },
    members: proof.members.map(memberOnWire),
    totals: {
      members: totals.members,
      gap_days: totals.gapDays,
      overlap_days: totals.overlapDays,
      to_sign_off: totals.toSignOff,
      open: proof.openCount,
    },
    sign_off_by: [...proof.signOffBy],
    accept_by: [...proof.acceptBy],
  };
}

const columns = [
  "membership_id",
  "name",
  "kind",
  "start",
  "end",
  "last_charge_there",
  "first_charge_here",
  "signed_off_by",
  "signed_off_at",
  "reason",
] as const;

function proofCsv({ members }: SignedProof): string {
  const rows = members.flatMap((member) =>
    member.segments.map(({ kind, start, end }) => {
      const signOff = kind === "gap" || kind === "overlap" ? member.signOff : null;
      const { membershipId, name, lastChargeThere, firstChargeHere } = member;
      const signed = [signOff?.byUserId ?? null, signOff?.at ?? null, signOff?.reason ?? null];
      return [membershipId, name, kind, start, end, lastChargeThere, firstChargeHere, ...signed];
    }),
  );
  return toCsv({ sheetName: "Cut-over", columns, rows });
}

export const proofOperations: readonly Operation[] = [
  defineOperation({
    id: "getCutOverProof",
    method: "get",
    path: `${path}/proof`,
    tag,
    summary:
      "Every member's days there and here, what is missing or doubled, and who signed it off",
    access: "migration.read",
    answer: CutOverProofField,
    run: async (request) => {
      const { result } = await callVerb(request, proveCutOver, {});
      return { body: proofOnWire(result) };
    },
  }),
  defineFileOperation({
    id: "exportCutOverProofCsv",
    path: `${path}/proof.csv`,
    tag,
    summary: "The same as CSV, a row for each stretch of days",
    access: "migration.read",
    contentType: "text/csv",
    run: async (request) => {
      const { result } = await callVerb(request, proveCutOver, {});
      return { bytes: proofCsv(result), name: "cut-over-proof.csv" };
    },
  }),
  defineFileOperation({
    id: "exportCutOverProofPdf",
    path: `${path}/proof.pdf`,
    tag,
    summary: "The same as PDF, to sign and to keep",
    access: "migration.read",
    contentType: "application/pdf",
    run: async (request) => {
      const { result } = await callVerb(request, proveCutOver, {});
      // Large to import: only where a PDF is asked for.
      const { cutOverPdf } = await import("../../pdf/index.ts");
      return { bytes: await cutOverPdf(result), name: "cut-over-proof.pdf" };
    },
  }),
];
