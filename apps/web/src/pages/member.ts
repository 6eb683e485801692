import type { components } from "@rollbook/client";
import { answered } from "../parts/answered.ts";
import { coverageBands } from "../parts/coverage.ts";
import { coveragePicture } from "../parts/coveragePicture.ts";
import { element } from "../parts/element.ts";
import { formatDay, formatInterval } from "../parts/format.ts";
import { familyOptions } from "./familyChoice.ts";
import { invoiceTable } from "./invoices.ts";
import { memberActions } from "./memberActions.ts";
import { statusMark } from "./members.ts";
import type { DashboardPage, PageInput } from "./page.ts";

type Membership = components["schemas"]["Membership"];
type Explanation = components["schemas"]["MembershipExplanation"];
type PreviewLine = { membership_id: string; period: { start: string; end: string } };

export const member: DashboardPage = {
  address: "member",
  title: "Member",
  within: "members",
  show,
};

const daysBefore = 60;
const daysAfter = 150;

async function show({ session, names, query, reopen }: PageInput): Promise<Node[]> {
  const { client } = session;
  const path = { membership_id: query.get("id") ?? "" };
  const [membership, explained] = await Promise.all([
    answered(client.GET("/v1/memberships/{membership_id}", { params: { path } })),
    answered(client.GET("/v1/memberships/{membership_id}/explain", { params: { path } })),
  ]);
  const [name, plan, payer] = await Promise.all([
    names.patient(membership.patient_id),
    names.plan(membership.plan_id),
    names.payer(membership.payer),
  ]);
  return [
    element("p", { class: "member" }, [
      element("strong", {}, [name]),
      statusMark(membership.status),
      element("span", { class: "quiet" }, [
        `${plan}, ${formatInterval(membership.interval)}, paid by ${payer}${endOf(membership, session.practice.locale)}`,
      ]),
    ]),
    ...questions(membership),
    memberActions({
      session,
      membership,
      family: await familyOptions({ session, names, membership }),
      onDone: reopen,
    }),
    element("h2", {}, ["Coverage"]),
    await picture({ session, membership, explained }),
    element("h2", {}, ["Why"]),
    reasons({ session, explained }),
    element("h2", {}, ["Invoices"]),
    await issuedInvoices({ session, names, membership }),
  ];
}

const endOf = ({ end_date: day, end_reason: reason }: Membership, locale: string): string =>
  day === null
    ? ""
    : `; ends after ${formatDay({ day, locale })}${reason === null ? "" : ` (${reason})`}`;

const questions = ({ open_questions: open, holds }: Membership): HTMLElement[] =>
  [...open, ...holds.map(({ reason }) => reason)].map((sentence) =>
    element("p", { class: "question" }, [sentence]),
  );

const moved = (day: string, count: number): string =>
  new Date(Date.parse(day) + count * 86_400_000).toISOString().slice(0, 10);

async function picture({
  session: { client, practice },
  membership,
  explained,
}: {
  session: PageInput["session"];
  membership: Membership;
  explained: Explanation;
}): Promise<HTMLElement> {
  const today = String(explained.status.inputs["today"]);
  const from = moved(today, -daysBefore);
  const through = moved(today, daysAfter);
  const billed = membership.covered_by ?? membership.id;
  const [preview, issued] = await Promise.all([
    answered(client.POST("/v1/preview/invoices", { body: { through } })),
    issuedPeriods({ client, membershipId: billed }),
  ]);
  const lastBilled = explained.start?.inputs["last_billed"];
  const bands = coverageBands({
    coveredFrom: typeof lastBilled === "string" ? lastBilled : from,
    coveredThrough: membership.covered_through,
    billFrom: membership.bill_from,
    issued,
    coming: preview.invoices
      .flatMap(({ lines }) => lines as PreviewLine[])
      .filter((line) => line.membership_id === billed)
      .map(({ period }) => period),
    pauses: membership.pauses.map((pause) => ({
      start: pause.from,
      end: pause.through ?? through,
    })),
  });
  return coveragePicture({ bands, from, through, today, locale: practice.locale });
}

async function issuedPeriods({
  client,
  membershipId,
}: {
  client: PageInput["session"]["client"];
  membershipId: string;
}): Promise<{ start: string; end: string }[]> {
  const { data } = await answered(
    client.GET("/v1/invoices", {
      params: {
        query: { membership_id: membershipId, is_active: true, order: "newest_first", limit: 24 },
      },
    }),
  );
  const whole = await Promise.all(
    data.map(({ id: invoice_id }) =>
      answered(client.GET("/v1/invoices/{invoice_id}", { params: { path: { invoice_id } } })),
    ),
  );
  return whole
    .flatMap(({ lines }) => lines)
    .filter((line) => line.membership_id === membershipId && line.credits_line_id === null)
    .flatMap(({ period }) => (period === null ? [] : [period]));
}

function reasons({
  session: { practice },
  explained,
}: {
  session: PageInput["session"];
  explained: Explanation;
}): HTMLElement {
  const { start, status, price, next_status_change: next, parked_reason: parked } = explained;
  const sentences = [
    start?.sentence,
    status.sentence,
    price?.sentence,
    next === null
      ? undefined
      : `${next.status} from ${formatDay({ day: next.on, locale: practice.locale })}.`,
    parked === null ? undefined : `Not billed: ${parked}`,
  ];
  return element(
    "ul",
    {},
    sentences.flatMap((sentence) =>
      sentence === undefined ? [] : [element("li", {}, [sentence])],
    ),
  );
}

async function issuedInvoices({
  session,
  names,
  membership,
}: Pick<PageInput, "session" | "names"> & { membership: Membership }): Promise<HTMLElement> {
  const billed = membership.covered_by ?? membership.id;
  return invoiceTable({ session, names, filter: { membership_id: billed } });
}
