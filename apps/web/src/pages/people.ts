import type { components } from "@rollbook/client";
import { answered } from "../parts/answered.ts";
import { element } from "../parts/element.ts";
import { formBox } from "../parts/formBox.ts";
import { formatInstant, inWords } from "../parts/format.ts";
import { rowButton } from "../parts/rowButton.ts";
import { shownOnce } from "../parts/shownOnce.ts";
import { table } from "../parts/table.ts";
import { may, type Session } from "../session.ts";
import { everyPage } from "./everyPage.ts";
import type { DashboardPage, PageInput } from "./page.ts";

type User = components["schemas"]["User"];
type Role = User["role"];

export const people: DashboardPage = {
  address: "people",
  title: "People",
  permission: "user.read",
  show,
};

export const roleWords: readonly (readonly [Role, string])[] = [
  ["owner", "Owner: everything"],
  ["admin", "Admin: everything but going live"],
  ["billing", "Billing: invoices and payments"],
  ["front_desk", "Front desk: patients, memberships, bookings"],
  ["read_only", "Read only"],
];

async function show({ session }: PageInput): Promise<Node[]> {
  const { client } = session;
  const place = element("div");
  const note = element("p", { class: "problem", role: "alert" });
  const links = element("div");
  const refresh = async (): Promise<void> => {
    const users = await everyPage((cursor) =>
      answered(client.GET("/v1/users", { params: { query: { limit: 100, ...cursor } } })),
    );
    note.textContent = "";
    place.replaceChildren(peopleTable({ session, users, refresh, note, showLink }));
  };
  const showLink = (user: { name: string; invitation_url: string }): Promise<void> => {
    links.replaceChildren(invitationLink(user));
    return refresh();
  };
  await refresh();
  if (!may(session, "user.write")) return [place];
  return [place, note, links, inviteForm({ session, showLink })];
}

function invitationLink({ name, invitation_url }: { name: string; invitation_url: string }) {
  const text = invitation_url.startsWith("/")
    ? `${location.origin}${invitation_url}`
    : invitation_url;
  const label = `Hand this link to ${name}. It is shown this once, and opens once within seven days.`;
  return shownOnce({ label, text });
}

function inviteForm({
  session,
  showLink,
}: {
  session: Session;
  showLink: (user: { name: string; invitation_url: string }) => Promise<void>;
}): HTMLElement {
  return formBox({
    title: "Invite a person",
    submit: "Invite",
    fields: [
      { kind: "text", name: "name", label: "Name" },
      { kind: "email", name: "email", label: "Email" },
      { kind: "choice", name: "role", label: "Role", choices: roleWords.toReversed() },
    ],
    act: async ({ name = "", email = "", role = "" }) => {
      const body = { name, email, role: role as Role };
      await showLink(await answered(session.client.POST("/v1/users", { body })));
    },
  });
}

function peopleTable({
  session,
  users,
  refresh,
  note,
  showLink,
}: {
  session: Session;
  users: readonly User[];
  refresh: () => Promise<void>;
  note: HTMLElement;
  showLink: (user: { name: string; invitation_url: string }) => Promise<void>;
}): HTMLElement {
  const { client, practice, me } = session;
  const isChanging = may(session, "user.write");
  const onProblem = (sentence: string): void => {
    note.textContent = sentence;
  };
  const acts = (user: User): HTMLElement => {
    const params = { path: { user_id: user.id } };
    const remove = rowButton({
      label: "Remove",
      about: user.name,
      isFinal: true,
      onProblem,
      act: () => answered(client.POST("/v1/users/{user_id}/remove", { params })).then(refresh),
    });
    const renew = rowButton({
      label: "New link",
      about: user.name,
      onProblem,
      act: async () =>
        showLink(await answered(client.POST("/v1/users/{user_id}/renew-invitation", { params }))),
    });
    return element(
      "span",
      { class: "row-acts" },
      user.joined_at === null ? [renew, remove] : [remove],
    );
  };
  return table<User>({
    rows: users,
    none: "Nobody has been invited yet; the practice is reached by API keys alone.",
    columns: [
      {
        title: "Name",
        cell: (user) => (user.id === me.id ? `${user.name} (you)` : user.name),
      },
      { title: "Email", cell: (user) => user.email },
      {
        title: "Role",
        cell: (user) =>
          isChanging ? roleChoice({ session, user, refresh, onProblem }) : inWords(user.role),
      },
      { title: "Since", cell: (user) => since(user, practice) },
      ...(isChanging ? [{ title: "", cell: acts }] : []),
    ],
  });
}

function since(user: User, { locale, time_zone: timeZone }: Session["practice"]): string {
  if (user.joined_at !== null) return formatInstant({ instant: user.joined_at, locale, timeZone });
  if (user.invitation_expires_at === null) return "";
  const until = formatInstant({ instant: user.invitation_expires_at, locale, timeZone });
  return `Invited, until ${until}`;
}

function roleChoice({
  session: { client },
  user,
  refresh,
  onProblem,
}: {
  session: Session;
  user: User;
  refresh: () => Promise<void>;
  onProblem: (sentence: string) => void;
}): HTMLElement {
  const options = roleWords.map(([role]) =>
    element("option", { value: role, ...(role === user.role ? { selected: "" } : {}) }, [
      inWords(role),
    ]),
  );
  const select = element("select", { "aria-label": `Role of ${user.name}` }, options);
  select.addEventListener("change", () => {
    const params = { path: { user_id: user.id }, header: { "If-Match": `"v${user.version}"` } };
    const body = { role: select.value as Role };
    answered(client.PATCH("/v1/users/{user_id}", { params, body }))
      .then(refresh)
      .catch(async (error: unknown) => {
        await refresh();
        onProblem(error instanceof Error ? error.message : "The role was not changed.");
      });
  });
  return select;
}
