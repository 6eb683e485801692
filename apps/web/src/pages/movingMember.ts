import type { components } from "@rollbook/client";
import { actionForm } from "../parts/actionForm.ts";
import { answered } from "../parts/answered.ts";
import type { CoverageBand } from "../parts/coverage.ts";
import { coveragePicture } from "../parts/coveragePicture.ts";
import { element } from "../parts/element.ts";
import { formatDay, formatInstant } from "../parts/format.ts";
import { rowButton } from "../parts/rowButton.ts";
import { may, type Session } from "../session.ts";

type Proof = components["schemas"]["CutOverProof"];
type Mover = components["schemas"]["CutOverMember"];
type SignOff = components["schemas"]["CutOverSignOff"];

/** Names by the ids of those who sign. */
export type Signers = ReadonlyMap<string, string>;

const kinds = {
  old: "there",
  new: "here",
  gap: "gap",
  overlap: "overlap",
  excused: "excused",
} as const satisfies Record<Mover["segments"][number]["kind"], CoverageBand["kind"]>;

export const bandKind = ({ kind }: Mover["segments"][number]): CoverageBand["kind"] => kinds[kind];

interface MoverInput {
  session: Session;
  member: Mover;
  proof: Proof;
  signers: Signers;
  reopen: () => void;
}

const moved = (day: string, count: number): string =>
  new Date(Date.parse(day) + count * 86_400_000).toISOString().slice(0, 10);

/** One member's days as a picture, the last charge there and the first here, and what is to be signed. */
export function mover(input: MoverInput): HTMLElement {
  const { session, member, proof } = input;
  const { locale, today } = session.practice;
  const first = member.segments[0]?.start ?? today;
  const earliest = moved(today, -62);
  const bands = member.segments.map(({ kind, start, end }) => ({ kind: kinds[kind], start, end }));
  return element("section", { class: "mover", "aria-label": member.name }, [
    element("p", { class: "member" }, [
      element("a", { href: `#member?id=${encodeURIComponent(member.membership_id)}` }, [
        member.name,
      ]),
      element("span", { class: "quiet" }, [chargesOf(member, locale)]),
    ]),
    coveragePicture({
      bands,
      from: first < earliest ? earliest : first > today ? today : first,
      through: proof.through,
      today,
      locale,
      hasLegend: false,
    }),
    ...member.waits_for.map((sentence) => element("p", { class: "quiet" }, [sentence])),
    ...(member.must_be_signed_off ? [signature(input)] : []),
  ]);
}

function chargesOf({ last_charge_there, first_charge_here }: Mover, locale: string): string {
  const there =
    last_charge_there === null
      ? "never charged there"
      : `last charge there ${formatDay({ day: last_charge_there, locale })}`;
  const here =
    first_charge_here === null
      ? "no charge here yet"
      : `first charge here ${formatDay({ day: first_charge_here, locale })}`;
  return `${there}, ${here}`;
}

const days = (count: number): string => (count === 1 ? "1 day" : `${count} days`);

/** What is missing or doubled, in a sentence. */
function wrongDays({ segments, gap_days, overlap_days }: Mover, locale: string): string {
  const spans = (wrong: "gap" | "overlap"): string =>
    segments
      .filter(({ kind }) => kind === wrong)
      .map(({ start, end }) =>
        start === end
          ? formatDay({ day: start, locale })
          : `${formatDay({ day: start, locale })} to ${formatDay({ day: end, locale })}`,
      )
      .join("; ");
  const parts = [
    ...(gap_days > 0 ? [`${days(gap_days)} that nobody bills: ${spans("gap")}.`] : []),
    ...(overlap_days > 0 ? [`${days(overlap_days)} billed twice: ${spans("overlap")}.`] : []),
  ];
  return parts.join(" ");
}

/** Who signed, or the form to do so. */
function signature(input: MoverInput): HTMLElement {
  const { session, member, proof } = input;
  const { sign_off: signed } = member;
  const sentence = element("p", {}, [wrongDays(member, session.practice.locale)]);
  const isOpen = proof.live_on === null;
  const maySign = may(session, "migration.write") && isOpen;
  if (signed !== null)
    return element("div", { class: "notice" }, [
      sentence,
      ...signedBy({ ...input, signed, maySign }),
    ]);
  const who = `To be signed off by ${proof.sign_off_by.join(" or ")}.`;
  return element("div", { class: "question" }, [
    sentence,
    maySign
      ? element("div", { class: "actions" }, [signForm(input)])
      : element("p", {}, [isOpen ? who : "Nobody signed it off."]),
  ]);
}

function signedBy({
  session: { client, practice },
  member,
  signers,
  signed,
  maySign,
  reopen,
}: MoverInput & { signed: SignOff; maySign: boolean }): HTMLElement[] {
  const { locale, time_zone: timeZone } = practice;
  const at = formatInstant({ instant: signed.signed_at, locale, timeZone });
  const by = signers.get(signed.signed_by) ?? signed.signed_by;
  const note = element("span", { class: "problem", role: "alert" });
  const params = {
    path: { membership_id: member.membership_id },
    header: { "Idempotency-Key": crypto.randomUUID() },
  };
  const withdraw = rowButton({
    label: "Take back",
    about: member.name,
    onProblem: (problem) => {
      note.textContent = problem;
    },
    act: () =>
      answered(client.POST("/v1/cut-over/sign-offs/{membership_id}/withdraw", { params })).then(
        reopen,
      ),
  });
  return [
    element("p", {}, [`Signed off by ${by} on ${at}: "${signed.reason}" `]),
    ...(maySign ? [withdraw] : []),
    note,
  ];
}

function signForm({ session: { client }, member, reopen }: MoverInput): HTMLElement {
  const { gap_days, overlap_days } = member;
  const params = {
    path: { membership_id: member.membership_id },
    header: { "Idempotency-Key": crypto.randomUUID() },
  };
  return actionForm({
    title: "Sign off",
    fields: [{ name: "reason", label: "Why this is right", kind: "text", isRequired: true }],
    act: ({ reason = "" }) =>
      answered(
        client.POST("/v1/cut-over/sign-offs/{membership_id}", {
          params,
          body: { gap_days, overlap_days, reason },
        }),
      ),
    onDone: reopen,
  });
}
