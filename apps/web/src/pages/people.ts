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
  const showLink: ShowLink = ({ label, url }) => {
    const text = url.startsWith("/") ? `${location.origin}${url}` : url;
    links.replaceChildren(shownOnce({ label, text }));
    return refresh();
  };
  await refresh();
  if (!may(session, "user.write")) return [place];
  return [place, note, links, inviteForm({ session, showLink })];
}

/** A server that knows no public address answers with a path. */
type ShowLink = (link: { label: string; url: string }) => Promise<void>;

const invitationLink = ({ name, invitation_url }: { name: string; invitation_url: string }) => ({
  label: `Hand this link to ${name}. It is shown this once, and opens once within seven days.`,
  url: invitation_url,
});

function inviteForm({ session, showLink }: { session: Session; showLink: ShowLink }): HTMLElement {
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
      const invited = await answered(session.client.POST("/v1/users", { body }));
      await showLink(invitationLink(invited));
    },
  });
}

type Shown = {
  session: Session;
  refresh: () => Promise<void>;
  note: HTMLElement;
  showLink: ShowLink;
};

function peopleTable({ users, ...shown }: Shown & { users: readonly User[] }): HTMLElement {
  const { practice, me } = shown.session;
  const isChanging = may(shown.session, "user.write");
  return table<User>({
    rows: users,
    none: "Nobody has been invited yet; the practice is reached by API keys alone.",
    columns: [
      { title: "Name", cell: (user) => (user.id === me.id ? `${user.name} (you)` : user.name) },
      { title: "Email", cell: (user) => user.email },
      {
        title: "Role",
        cell: (user) => (isChanging ? roleChoice({ ...shown, user }) : inWords(user.role)),
      },
      { title: "Since", cell: (user) => since(user, practice) },
      ...(isChanging ? [{ title: "", cell: (user: User) => acts({ ...shown, user }) }] : []),
    ],
  });
}

function acts({ session, refresh, note, showLink, user }: Shown & { user: User }): HTMLElement {
  const { client, me } = session;
  const params = { path: { user_id: user.id } };
  const shared = {
    about: user.name,
    onProblem: (sentence: string): void => {
      note.textContent = sentence;
    },
  };
  const remove = rowButton({
    ...shared,
    label: "Remove",
    isFinal: true,
    act: () => answered(client.POST("/v1/users/{user_id}/remove", { params })).then(refresh),
  });
  const renew = rowButton({
    ...shared,
    label: "New link",
    act: async () => {
      const path = "/v1/users/{user_id}/renew-invitation" as const;
      await showLink(invitationLink(await answered(client.POST(path, { params }))));
    },
  });
  const password = rowButton({
    ...shared,
    label: "New password",
    act: async () => {
      const path = "/v1/users/{user_id}/password-link" as const;
      const { password_url: url } = await answered(client.POST(path, { params }));
      const label = `Hand this link to ${user.name}. A new password is chosen with it, once, within three days.`;
      await showLink({ label, url });
    },
  });
  const first = user.joined_at === null ? [renew] : user.id === me.id ? [] : [password];
  return element("span", { class: "row-acts" }, [...first, remove]);
}

function since(user: User, { locale, time_zone: timeZone }: Session["practice"]): string {
  if (user.joined_at !== null) return formatInstant({ instant: user.joined_at, locale, timeZone });
  if (user.invitation_expires_at === null) return "";
  const until = formatInstant({ instant: user.invitation_expires_at, locale, timeZone });
  return `Invited, until ${until}`;
}

function roleChoice({ session, user, refresh, note }: Shown & { user: User }): HTMLElement {
  const options = roleWords.map(([role]) =>
    element("option", { value: role, ...(role === user.role ? { selected: "" } : {}) }, [
      inWords(role),
    ]),
  );
  const select = element("select", { "aria-label": `Role of ${user.name}` }, options);
  select.addEventListener("change", () => {
    const params = { path: { user_id: user.id }, header: { "If-Match": `"v${user.version}"` } };
    const body = { role: select.value as Role };
    answered(session.client.PATCH("/v1/users/{user_id}", { params, body }))
      .then(refresh)
      .catch(async (error: unknown) => {
        await refresh();
        note.textContent = error instanceof Error ? error.message : "The role was not changed.";
      });
  });
  return select;
}
