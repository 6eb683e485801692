import type { components } from "@rollbook/client";
import { answered } from "../parts/answered.ts";
import { element } from "../parts/element.ts";
import { formatDay, formatInstant, formatMinor } from "../parts/format.ts";
import { pagedList } from "../parts/pagedList.ts";
import { rowButton } from "../parts/rowButton.ts";
import { may, type Session } from "../session.ts";
import { differenceTable } from "./movingDifferences.ts";
import { rehearsing } from "./movingRehearsal.ts";
import type { PageInput } from "./page.ts";

type Present = components["schemas"]["PresentPaymentsMigration"];
type Balance = components["schemas"]["MigratedBalance"];

/** Where the payments of the earlier system are: consent, rehearsal, window, progress, what differs, and the way on. */
export async function movingPayments(input: PageInput): Promise<Node[]> {
  const { session, names, reopen } = input;
  const present = await answered(session.client.GET("/v1/payments-migration"));
  const { state, differences } = present.migration;
  const mayWrite = may(session, "migration.write");
  switch (state) {
    case "migrate":
      return [
        ...standing(session, present),
        ...(mayWrite ? [rehearsing({ session, names, reopen, present })] : []),
      ];
    case "queued":
      return [...standing(session, present), ...(mayWrite ? [withdraw(input)] : [])];
    case "in_progress":
      return [...standing(session, present), lookAgain(reopen)];
    case "error":
      return [
        ...standing(session, present),
        ...(differences.length === 0
          ? []
          : [
              element("h2", {}, ["What differed"]),
              await differenceTable({ session, names, differences, reopen }),
            ]),
        ...(mayWrite ? [rehearsing({ session, names, reopen, present }), withdraw(input)] : []),
      ];
    case "active":
      return [
        ...standing(session, present),
        element("h2", {}, ["Balances before and after"]),
        await balances(input),
      ];
  }
}

function standing(session: Session, { migration, next_window }: Present): HTMLElement[] {
  const { locale, time_zone: timeZone } = session.practice;
  const at = (instant: string | null): string =>
    instant === null ? "soon" : formatInstant({ instant, locale, timeZone });
  const say = (kind: "notice" | "question", sentence: string): HTMLElement =>
    element("p", { class: kind, role: "status" }, [sentence]);
  const ways =
    migration.ways_on.length === 0
      ? []
      : [
          element("p", { class: "quiet" }, ["What can be done now:"]),
          element(
            "ul",
            {},
            migration.ways_on.map((way) => element("li", {}, [way])),
          ),
        ];
  switch (migration.state) {
    case "migrate":
      return [
        say(
          "notice",
          `The payments are in the earlier system. The next run may start on ${at(next_window.at)}.`,
        ),
        ...ways,
      ];
    case "queued":
      return [say("notice", `Queued: the payments move on ${at(migration.runs_at)}.`), ...ways];
    case "in_progress":
      return [
        say(
          "question",
          `In progress: payments are being moved, expected to end at ${at(migration.expected_end_at)}. Until then none can be recorded or allocated.`,
        ),
        ...ways,
      ];
    case "error":
      return [
        say(
          "question",
          `Stopped with an error on ${at(migration.failed_at)}: ${migration.failure_reason ?? ""} Payments go on in the earlier system.`,
        ),
        ...ways,
      ];
    case "active": {
      const since = migration.active_since;
      const day = since === null ? "" : ` since ${formatDay({ day: since, locale })}`;
      return [say("notice", `Active${day}: payments are recorded and allocated here.`), ...ways];
    }
  }
}

const lookAgainAfterMs = 5_000;

/** The page is drawn anew while somebody looks at it, until the run has ended. */
function lookAgain(reopen: () => void): HTMLElement {
  const sentence = element("p", { class: "quiet" }, ["This page looks again by itself."]);
  setTimeout(() => {
    if (sentence.isConnected) reopen();
  }, lookAgainAfterMs);
  return sentence;
}

function withdraw({ session, reopen }: Pick<PageInput, "session" | "reopen">): HTMLElement {
  const note = element("p", { class: "problem", role: "alert" });
  const button = rowButton({
    label: "Withdraw",
    about: "the payments migration",
    isFinal: true,
    onProblem: (sentence) => {
      note.textContent = sentence;
    },
    act: () =>
      answered(
        session.client.POST("/v1/payments-migration/withdraw", {
          params: { header: { "Idempotency-Key": crypto.randomUUID() } },
        }),
      ).then(reopen),
  });
  return element("section", {}, [
    element("h2", {}, ["Withdraw"]),
    element("p", {}, ["The payments stay in the earlier system. They may be queued again later."]),
    button,
    note,
  ]);
}

function balances({
  session: { client, practice },
  names,
}: Pick<PageInput, "session" | "names">): Promise<HTMLElement> {
  type Row = Balance & { payer: string };
  const money = (minor: number, currency: string) =>
    formatMinor({ minor, currency, locale: practice.locale });
  return pagedList<Balance, Row>({
    read: (cursor) =>
      answered(
        client.GET("/v1/payments-migration/balances", {
          params: { query: { limit: 50, ...(cursor === undefined ? {} : { cursor }) } },
        }),
      ),
    toRow: async (balance) => ({
      ...balance,
      payer: await names.payer({ kind: balance.payer_kind, id: balance.patient_id }),
    }),
    none: "Nothing had to be moved.",
    columns: [
      { title: "Payer", cell: ({ payer }) => payer },
      { title: "Before", isNumber: true, cell: (row) => money(row.before_minor, row.currency) },
      { title: "After", isNumber: true, cell: (row) => money(row.after_minor, row.currency) },
    ],
  });
}
