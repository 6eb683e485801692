import type { components } from "@rollbook/client";
import { answered } from "../parts/answered.ts";
import { coverageLegend } from "../parts/coveragePicture.ts";
import { downloadButton } from "../parts/downloadButton.ts";
import { element } from "../parts/element.ts";
import { formatDay, formatInstant, formatMinor } from "../parts/format.ts";
import { may, type Session } from "../session.ts";
import { everyPage } from "./everyPage.ts";
import { bandKind, mover, type Signers } from "./movingMember.ts";
import type { PageInput } from "./page.ts";

type Proof = components["schemas"]["CutOverProof"];

/** Every member's days there and here, what must be signed and by whom, and the acceptance that makes the practice live. */
export async function cutOverProof({ session, reopen }: PageInput): Promise<Node[]> {
  const { client } = session;
  const [proof, signers] = await Promise.all([
    answered(client.GET("/v1/cut-over/proof")),
    readSigners(session),
  ]);
  const note = element("p", { class: "problem", role: "alert" });
  return [
    standing({ session, proof, signers }),
    totals(proof),
    element("p", { class: "choices" }, downloads({ session, proof, note })),
    note,
    ...(proof.live_on === null ? [await acceptance({ session, proof, reopen })] : []),
    element("h2", {}, ["Members"]),
    coverageLegend(proof.members.flatMap(({ segments }) => segments.map(bandKind))),
    memberList({ session, proof, signers, reopen }),
  ];
}

/** People by their ids, where they may be read. */
async function readSigners(session: Session): Promise<Signers> {
  const names = new Map<string, string>([
    ["system", "Rollbook itself"],
    [session.me.id, session.me.name ?? "you"],
  ]);
  if (!may(session, "user.read")) return names;
  const users = await everyPage((cursor) =>
    answered(session.client.GET("/v1/users", { params: { query: { limit: 100, ...cursor } } })),
  );
  for (const { id, name, email } of users) names.set(id, name ?? email);
  return names;
}

function standing({
  session: { practice },
  proof: { live_on, accepted, totals: sums, sign_off_by, accept_by },
  signers,
}: {
  session: Session;
  proof: Proof;
  signers: Signers;
}): HTMLElement {
  const { locale, time_zone: timeZone } = practice;
  const say = (sentence: string) => element("p", { class: "notice" }, [sentence]);
  if (live_on !== null) {
    const since = `Live since ${formatDay({ day: live_on, locale })}.`;
    if (accepted === null) return say(since);
    const at = formatInstant({ instant: accepted.at, locale, timeZone });
    return say(`${since} ${signers.get(accepted.by) ?? accepted.by} accepted the proof on ${at}.`);
  }
  if (sums.open === 0)
    return say(
      `No day is billed twice and none is missed${sums.to_sign_off > 0 ? ", or it is signed off" : ""}: ${roles(accept_by)} may accept the proof.`,
    );
  const who = sums.open === 1 ? "1 member has days" : `${sums.open} members have days`;
  return element("p", { class: "question" }, [
    `${who} that nobody bills, or that are billed twice. Correct the dates in the roster, or ${roles(sign_off_by)} signs them off; then ${roles(accept_by)} accepts the proof.`,
  ]);
}

const roles = (each: readonly string[]): string =>
  `an ${each.join(" or ")}`.replace(/^an (?![aeiou])/, "a ");

function totals({ totals: sums, through }: Proof): HTMLElement {
  const card = (text: string, count: number) =>
    element("div", { class: "card" }, [text, element("strong", {}, [String(count)])]);
  return element("div", { class: "cards", "aria-label": `Totals through ${through}` }, [
    card("Members", sums.members),
    card("Days nobody bills", sums.gap_days),
    card("Days billed twice", sums.overlap_days),
    card("Members to sign off", sums.to_sign_off),
    card("Not signed off yet", sums.open),
  ]);
}

function downloads({
  session: { client },
  proof,
  note,
}: {
  session: Session;
  proof: Proof;
  note: HTMLElement;
}): HTMLElement[] {
  const onProblem = (sentence: string): void => {
    note.textContent = sentence;
  };
  const asJson = new Blob([JSON.stringify(proof, null, 2)], { type: "application/json" });
  const read = {
    json: async () => asJson,
    csv: () => answered(client.GET("/v1/cut-over/proof.csv", { parseAs: "blob" })),
    pdf: () => answered(client.GET("/v1/cut-over/proof.pdf", { parseAs: "blob" })),
  } as const;
  return (["pdf", "csv", "json"] as const).map((kind) =>
    downloadButton({
      label: `Download ${kind.toUpperCase()}`,
      fileName: `cut-over-proof.${kind}`,
      read: async () => (await read[kind]()) as Blob,
      onProblem,
    }),
  );
}

async function acceptance({
  session,
  proof,
  reopen,
}: {
  session: Session;
  proof: Proof;
  reopen: () => void;
}): Promise<HTMLElement> {
  const { client, practice } = session;
  const first = await answered(
    client.GET("/v1/practices/{practice_id}/first-charges", {
      params: { path: { practice_id: practice.id } },
    }),
  );
  const { invoice_count, total_minor, parked_count, through } = first;
  const { currency, locale } = practice;
  const sum = formatMinor({ minor: total_minor, currency, locale });
  const parked = parked_count === 0 ? "" : ` ${parked_count} more wait for an answer.`;
  const charges = `First charges, through ${formatDay({ day: through, locale })}: ${invoice_count} ${invoice_count === 1 ? "invoice" : "invoices"}, ${sum} in all.${parked}`;
  const note = element("p", { class: "problem", role: "alert" });
  const button = element("button", { type: "button", class: "button primary" }, [
    "Accept the proof and go live",
  ]);
  button.disabled = proof.totals.open > 0;
  button.addEventListener("click", () => {
    button.disabled = true;
    answered(
      client.POST("/v1/cut-over/accept", {
        params: { header: { "Idempotency-Key": crypto.randomUUID() } },
        body: { accepted: { invoice_count, total_minor } },
      }),
    )
      .then(reopen)
      .catch((error: unknown) => {
        button.disabled = false;
        note.textContent = error instanceof Error ? error.message : "It could not be accepted.";
      });
  });
  const mayAccept = may(session, "practice.go_live");
  return element("section", {}, [
    element("h2", {}, ["Going live"]),
    element("p", {}, [charges]),
    element("p", { class: "quiet" }, [
      "From then on the daily billing run issues these invoices. Nothing is sent by itself.",
    ]),
    mayAccept ? button : element("p", {}, [`To be accepted by ${roles(proof.accept_by)}.`]),
    note,
  ]);
}

const membersAtOnce = 25;

function memberList({
  session,
  proof,
  signers,
  reopen,
}: {
  session: Session;
  proof: Proof;
  signers: Signers;
  reopen: () => void;
}): HTMLElement {
  const rank = ({ must_be_signed_off: isWrong, sign_off }: Proof["members"][number]): number =>
    isWrong ? (sign_off === null ? 0 : 1) : 2;
  const ordered = proof.members.toSorted((one, other) => rank(one) - rank(other));
  const search = element("input", { type: "search", name: "name", autocomplete: "off" });
  const place = element("div");
  const shown = { count: membersAtOnce };
  const draw = (): void => {
    const words = search.value.trim().toLowerCase();
    const fitting = ordered.filter(({ name }) => name.toLowerCase().includes(words));
    const rows = fitting
      .slice(0, shown.count)
      .map((member) => mover({ session, member, proof, signers, reopen }));
    const more = element("button", { type: "button", class: "button" }, ["Show more"]);
    more.addEventListener("click", () => {
      shown.count += membersAtOnce;
      draw();
    });
    const none = words === "" ? "Nobody moves here." : "No member has this name.";
    place.replaceChildren(
      ...(rows.length > 0 ? rows : [element("p", { class: "quiet" }, [none])]),
      ...(fitting.length > shown.count ? [more] : []),
    );
  };
  search.addEventListener("input", draw);
  draw();
  const label = element("label", {}, ["Name", search]);
  const isLong = proof.members.length > membersAtOnce;
  return element("div", {}, [
    ...(isLong ? [element("div", { class: "form-box", role: "search" }, [label])] : []),
    place,
  ]);
}
