import type { SignedProof, SignedTimeline } from "@rollbook/services/cutOver";
import { labelsOf } from "./labels.ts";
import { printTable, type Column } from "./paper.ts";

const kinds = {
  old: "there",
  new: "here",
  gap: "NOBODY",
  overlap: "TWICE",
  excused: "paused or waived",
} as const satisfies Record<SignedTimeline["segments"][number]["kind"], string>;

const columns: readonly Column[] = [
  { title: "Member", x: 56, width: 100 },
  { title: "Billed", x: 161, width: 172 },
  { title: "Last charge there, first here", x: 338, width: 58 },
  { title: "Gap", x: 400, width: 24, align: "right" },
  { title: "Overlap", x: 426, width: 40, align: "right" },
  { title: "Signed off", x: 472, width: 67 },
];

/** Plain ISO dates: a paper that is compared with files. */
function rowOf(member: SignedTimeline): string[] {
  const { signOff, mustBeSignedOff } = member;
  const days = member.segments.map(({ kind, start, end }) => `${start} to ${end} ${kinds[kind]}`);
  const signed =
    signOff === null
      ? "open"
      : `${signOff.byUserId}, ${signOff.at.slice(0, 10)}: ${signOff.reason}`;
  return [
    [member.name, member.membershipId, ...member.waitsFor].join("\n"),
    days.join("\n"),
    `${member.lastChargeThere ?? "none"}\n${member.firstChargeHere ?? "none"}`,
    String(member.gapDays),
    String(member.overlapDays),
    mustBeSignedOff ? signed : "",
  ];
}

/** The proof of the cut-over on A4, to sign and to keep. */
export function cutOverPdf(
  proof: SignedProof,
  { isCompressed = true }: { isCompressed?: boolean } = {},
): Promise<Uint8Array<ArrayBuffer>> {
  const { practice, totals } = proof;
  return printTable({
    head: {
      practiceName: practice.name,
      title: "Cut-over proof",
      stamp: null,
      payer: [
        `May sign off: ${proof.signOffBy.join(", ")}`,
        `May accept: ${proof.acceptBy.join(", ")}`,
      ],
      facts: [
        ["Made at", `${proof.madeAt.slice(0, 16).replace("T", " ")} UTC`],
        ["Through", proof.through],
        ["Live", practice.liveOn ?? "not yet"],
      ],
    },
    columns,
    rows: proof.members.map(rowOf),
    sums: [
      ["Members", String(totals.members)],
      ["Gap days", String(totals.gapDays)],
      ["Overlap days", String(totals.overlapDays)],
      ["To sign off", String(totals.toSignOff)],
      ["Still open", String(proof.openCount)],
    ],
    pageOf: labelsOf(practice.locale).page,
    createdAt: new Date(proof.madeAt),
    isCompressed,
  });
}
