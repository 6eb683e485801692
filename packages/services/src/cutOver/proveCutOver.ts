import {
  acceptCutOver as judgeProof,
  isSignedOff,
  proveCutOver as makeProof,
  toSignOff,
  type CutOverProof,
  type MemberTimeline,
  type SignOff,
} from "@rollbook/core/migration";
import {
  deleteSignOff,
  findAcceptance,
  insertAcceptance,
  listSignOffs,
  saveSignOff,
  type CutOverAcceptance,
} from "@rollbook/db/cutOver";
import * as z from "zod";
import { AcceptedCharges, makeLive } from "../practice/index.ts";
import {
  defineVerb,
  notFound,
  permissionsOfRole,
  practiceRoles,
  refused,
  ServiceError,
  type Given,
} from "../run/index.ts";
import { observeCutOver } from "./observeCutOver.ts";

const mayAccept = "practice.go_live";
const maySignOff = "migration.write";

const rolesWith = (permission: typeof mayAccept | typeof maySignOff) =>
  practiceRoles.filter((role) => permissionsOfRole[role].includes(permission));

export interface SignedTimeline extends MemberTimeline {
  /** The signature that covers exactly these gaps and overlaps; null when none does. */
  readonly signOff: SignOff | null;
  readonly mustBeSignedOff: boolean;
}

export interface SignedProof extends Omit<CutOverProof, "members"> {
  readonly practice: {
    readonly name: string;
    readonly locale: string;
    readonly liveOn: string | null;
  };
  readonly madeAt: string;
  /** What was accepted when the practice went live; null before, and where nobody moved. */
  readonly acceptance: CutOverAcceptance | null;
  readonly members: readonly SignedTimeline[];
  /** How many gaps and overlaps nobody has signed off yet. */
  readonly openCount: number;
  readonly signOffBy: readonly string[];
  readonly acceptBy: readonly string[];
}

async function signedProof(given: Given): Promise<SignedProof> {
  const proof = makeProof(await observeCutOver(given));
  const signed = new Map((await listSignOffs(given.tx)).map((each) => [each.membershipId, each]));
  const members = proof.members.map((timeline): SignedTimeline => {
    const mustBeSignedOff = toSignOff(timeline).length > 0;
    const signOff = signed.get(timeline.membershipId);
    const isValid = mustBeSignedOff && isSignedOff(timeline, signOff);
    return { ...timeline, mustBeSignedOff, signOff: (isValid ? signOff : null) ?? null };
  });
  const { name, locale, liveOn } = given.practice;
  return {
    ...proof,
    practice: { name, locale, liveOn },
    madeAt: given.instant,
    acceptance: await findAcceptance(given.tx),
    members,
    openCount: members.filter((each) => each.mustBeSignedOff && each.signOff === null).length,
    signOffBy: rolesWith(maySignOff),
    acceptBy: rolesWith(mayAccept),
  };
}

/** The timelines of everyone who moves billing here, with gap and overlap days and what must be signed off (CUT-1). */
export const proveCutOver = defineVerb({
  name: "cut_over.prove",
  permission: "migration.read",
  input: z.strictObject({}),
  run: ({ input: _input, ...given }) => signedProof(given),
  audit: ({ result }) => ({ entityId: null, detail: result.totals }),
});

/** Accepts a member's gaps and overlaps exactly as they were seen; when they change, it counts no more (CUT-2). */
export const signOffCutOver = defineVerb({
  name: "cut_over.sign_off",
  permission: maySignOff,
  input: z.strictObject({
    membershipId: z.string(),
    /** As they were shown; other figures than today's are refused. */
    gapDays: z.int().min(0),
    overlapDays: z.int().min(0),
    reason: z.string().trim().min(1),
  }),
  run: async ({ input, ...given }): Promise<SignOff> => {
    const { membershipId, gapDays, overlapDays, reason } = input;
    const proof = await signedProof(given);
    const timeline = proof.members.find((each) => each.membershipId === membershipId);
    if (timeline === undefined) throw notFound("membership", membershipId);
    if (timeline.gapDays !== gapDays || timeline.overlapDays !== overlapDays) {
      const now = `${timeline.gapDays} gap days and ${timeline.overlapDays} overlap days`;
      throw new ServiceError(
        "conflict",
        `${timeline.name} has ${now} now: look at the proof again.`,
      );
    }
    const signOff: SignOff = {
      membershipId,
      segments: toSignOff(timeline),
      reason,
      byUserId: given.context.actor.id,
      at: given.instant,
    };
    await saveSignOff(given.tx, given.practice.practiceId, signOff);
    return signOff;
  },
  audit: ({ input, result }) => ({
    entityId: input.membershipId,
    detail: { segments: result.segments, reason: result.reason },
  }),
});

export const withdrawSignOff = defineVerb({
  name: "cut_over.withdraw_sign_off",
  permission: maySignOff,
  input: z.strictObject({ membershipId: z.string() }),
  run: async ({ input: { membershipId }, ...given }) => {
    if (!(await deleteSignOff(given.tx, { membershipId })))
      throw notFound("sign-off of the membership", membershipId);
    return { membershipId };
  },
  audit: ({ input }) => ({ entityId: input.membershipId }),
});

/** Accepts the proof and makes the practice live: no gap and no overlap, or each signed off as it is (CUT-2); once only. */
export const acceptCutOver = defineVerb({
  name: "cut_over.accept",
  permission: mayAccept,
  input: z.strictObject({
    /** The preview of first charges as it was seen. */
    accepted: AcceptedCharges,
  }),
  run: async ({ input, ...given }) => {
    const proof = makeProof(await observeCutOver(given));
    const { totals, through } = proof;
    const { liveOn, practiceId } = given.practice;
    if (liveOn !== null) {
      const before = await findAcceptance(given.tx);
      return { liveOn, totals: before?.totals ?? totals, signedOff: before?.signedOff ?? [] };
    }
    const verdict = judgeProof({ proof, signOffs: await listSignOffs(given.tx) });
    if (verdict.kind === "refused") throw refused(verdict);
    const { signedOff } = verdict;
    const acceptance = { at: given.instant, by: given.context.actor.id, through, totals };
    await insertAcceptance(given.tx, practiceId, { ...acceptance, signedOff });
    const { practice } = await makeLive(given, input.accepted);
    return { liveOn: practice.liveOn, totals, signedOff };
  },
  audit: ({ input, result }) => ({
    entityId: null,
    detail: { accepted: input.accepted, totals: result.totals, signedOff: result.signedOff },
  }),
});
