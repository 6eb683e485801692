import type { components } from "@rollbook/client";
import { answered } from "../parts/answered.ts";
import { actionForm, type ActionField, type ActionForm } from "../parts/actionForm.ts";
import { element } from "../parts/element.ts";
import { formatDay } from "../parts/format.ts";
import type { Session } from "../session.ts";
import type { FamilyOption } from "./familyChoice.ts";

type Membership = components["schemas"]["Membership"];

/** What may be done with this membership today: a button each, with the questions that the act asks. */
export function memberActions({
  onDone,
  ...input
}: {
  session: Session;
  membership: Membership;
  /** What may become of those whom it pays for. */
  family: readonly FamilyOption[];
  onDone: () => void;
}): HTMLElement {
  const forms = [...startForms(input), ...otherForms(input), ...familyForms(input)];
  return element(
    "div",
    { class: "actions" },
    forms.map((form) => actionForm({ ...form, onDone })),
  );
}

type Forms = Omit<ActionForm, "onDone">[];

function startForms({ session, membership }: { session: Session; membership: Membership }): Forms {
  const { client, practice } = session;
  const params = { path: { membership_id: membership.id } };
  const isAllowed = membership.allowed_actions.some(
    (action) => action === "answer_question" || action === "edit_start",
  );
  if (!isAllowed) return [];
  const setStart = (body: components["schemas"]["SetMembershipStartBody"]) =>
    answered(client.POST("/v1/memberships/{membership_id}/set-start", { params, body }));
  const from = formatDay({ day: membership.bill_from, locale: practice.locale });
  const pastForms: Forms = [
    {
      title: `Bill back from ${from}`,
      fields: [],
      act: () => setStart({ past_start: "bill_back" }),
    },
    {
      title: "Bill from the next period",
      fields: [],
      act: () => setStart({ past_start: "next_period" }),
    },
  ];
  const isPast = membership.open_questions.some((question) => question.includes("in the past"));
  const isAnchorOpen = membership.holds.some(({ code }) => code === "anchor_day");
  return [
    ...(isPast ? pastForms : []),
    ...(isAnchorOpen
      ? [
          {
            title: "Choose the billing day",
            fields: [
              {
                name: "anchor_day",
                label: "Day of the month (31 is the last day)",
                kind: "number" as const,
                isRequired: true,
              },
            ],
            act: (values: Record<string, string>) =>
              setStart({ anchor_day: Number(values["anchor_day"]) }),
          },
        ]
      : []),
    {
      title: "Correct the dates",
      fields: [
        { name: "last_billed", label: "Last billed", kind: "date" },
        { name: "covered_through", label: "Covered through", kind: "date" },
      ],
      act: (values) =>
        setStart({
          ...given("last_billed", values["last_billed"]),
          ...given("covered_through", values["covered_through"]),
        }),
    },
  ];
}

const given = (name: string, value: string | undefined): Record<string, string> =>
  value === undefined || value === "" ? {} : { [name]: value };

const othersField = (family: readonly FamilyOption[]): ActionField[] =>
  family.length === 0
    ? []
    : [
        {
          name: "others",
          label: "Who pays for the others afterwards?",
          kind: "text",
          isRequired: true,
          options: family.map(({ label }) => label),
        },
      ];

const choiceOf = (family: readonly FamilyOption[], label: string | undefined) =>
  family.find((option) => option.label === label)?.choice ?? null;

/** Where it has ended already, as a roster may end it, the others wait until it is said who pays for them. */
function familyForms({ session: { client }, membership, family }: FormsInput): Forms {
  if (family.length === 0 || membership.status !== "Inactive") return [];
  const params = { path: { membership_id: membership.id } };
  return [
    {
      title: "Say who pays for the others",
      fields: othersField(family),
      act: ({ others }) =>
        answered(
          client.POST("/v1/memberships/{membership_id}/move-family", {
            params,
            body: { others: choiceOf(family, others) },
          }),
        ),
    },
  ];
}

function cancelForm({
  session: { client },
  membership,
  family,
}: FormsInput): Omit<ActionForm, "onDone"> {
  const params = { path: { membership_id: membership.id } };
  return {
    title: "Cancel the membership",
    fields: [
      { name: "end_date", label: "Last day", kind: "date", isRequired: true },
      { name: "reason", label: "Reason", kind: "text", isRequired: true },
      ...othersField(family),
    ],
    act: ({ end_date = "", reason = "", others }) =>
      answered(
        client.POST("/v1/memberships/{membership_id}/cancel", {
          params: { ...params, header: { "Idempotency-Key": crypto.randomUUID() } },
          body: {
            end_date,
            reason,
            is_last_invoice_adjusted: true,
            others: choiceOf(family, others),
          },
        }),
      ),
  };
}

interface FormsInput {
  session: Session;
  membership: Membership;
  family: readonly FamilyOption[];
}

function otherForms({ session, membership, family }: FormsInput): Forms {
  const { client } = session;
  const params = { path: { membership_id: membership.id } };
  const forms: Record<string, Omit<ActionForm, "onDone">> = {
    pause: {
      title: "Pause",
      fields: [{ name: "through", label: "Through (empty: until resumed)", kind: "date" }],
      act: ({ through = "" }) =>
        answered(
          client.POST("/v1/memberships/{membership_id}/pause", {
            params,
            body: { through: through === "" ? null : through },
          }),
        ),
    },
    resume: {
      title: "Resume",
      fields: [],
      act: () =>
        answered(client.POST("/v1/memberships/{membership_id}/resume", { params, body: {} })),
    },
    cancel: cancelForm({ session, membership, family }),
    withdraw_cancellation: {
      title: "Withdraw the cancellation",
      fields: [],
      act: () =>
        answered(
          client.POST("/v1/memberships/{membership_id}/withdraw-cancellation", {
            params,
            body: {},
          }),
        ),
    },
    archive: {
      title: "Archive",
      fields: [],
      act: () =>
        answered(client.POST("/v1/memberships/{membership_id}/archive", { params, body: {} })),
    },
  };
  return membership.allowed_actions.flatMap((action) => forms[action] ?? []);
}
