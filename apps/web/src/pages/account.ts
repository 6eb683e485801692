import type { components } from "@rollbook/client";
import { googleButton, isGooglePossible } from "../entry/google.ts";
import { answered } from "../parts/answered.ts";
import { element } from "../parts/element.ts";
import { formBox } from "../parts/formBox.ts";
import { formatInstant, inWords } from "../parts/format.ts";
import { rowButton } from "../parts/rowButton.ts";
import { table } from "../parts/table.ts";
import type { Session } from "../session.ts";
import type { DashboardPage, PageInput } from "./page.ts";

type ListedSession = components["schemas"]["SessionsList"]["data"][number];

export const account: DashboardPage = { address: "account", title: "Your account", show };

async function show({ session, reopen }: PageInput): Promise<Node[]> {
  const { client, me, practice } = session;
  const { locale, time_zone: timeZone } = practice;
  return [
    element("p", {}, [
      element("strong", {}, [me.name ?? ""]),
      ` ${me.email ?? ""}. ${inWords(me.role)} of ${practice.name}.`,
    ]),
    ...(await signInParts({ client, locale, timeZone, reopen })),
  ];
}

type AccountInput = {
  client: Session["client"];
  locale: string;
  timeZone: string;
  reopen: () => void;
};

/** Where the account is signed in, its password, and Google: for whoever signs in. */
export async function signInParts(input: AccountInput): Promise<Node[]> {
  const { client } = input;
  const { data, has_password, has_google } = await answered(client.GET("/auth/sessions"));
  const note = element("p", { class: "problem", role: "alert" });
  const hasGoogle = await isGooglePossible();
  return [
    element("h2", {}, ["Where you are signed in"]),
    sessionsTable({ ...input, sessions: data, note }),
    note,
    has_password ? passwordForm(client) : element("p", { class: "quiet" }, [noPassword]),
    ...(hasGoogle && !has_google ? [connectGoogle(note)] : []),
  ];
}

const noPassword =
  "You sign in without a password. `pnpm rollbook person password` makes a link with which you choose one.";

function sessionsTable({
  client,
  locale,
  timeZone,
  reopen,
  sessions,
  note,
}: AccountInput & { sessions: readonly ListedSession[]; note: HTMLElement }): HTMLElement {
  const at = (instant: string): string => formatInstant({ instant, locale, timeZone });
  const end = (listed: ListedSession): HTMLElement | string =>
    listed.is_current
      ? "This one"
      : rowButton({
          label: "End",
          about: browserName(listed.browser),
          act: async () => {
            const params = { path: { session_id: listed.id } };
            await answered(client.POST("/auth/sessions/{session_id}/end", { params }));
            reopen();
          },
          onProblem: (sentence) => {
            note.textContent = sentence;
          },
        });
  return table<ListedSession>({
    rows: sessions,
    none: "",
    columns: [
      { title: "Browser", cell: ({ browser }) => browserName(browser) },
      { title: "Address", cell: ({ address }) => address ?? "" },
      { title: "Signed in", cell: ({ created_at }) => at(created_at) },
      { title: "Last used", cell: ({ last_used_at }) => at(last_used_at) },
      { title: "", cell: end },
    ],
  });
}

/** "Firefox on Windows", as near as the browser's own words tell. */
export function browserName(userAgent: string | null): string {
  if (userAgent === null) return "Unknown browser";
  const browsers = ["Edg", "OPR", "Firefox", "Chrome", "Safari"];
  const names: Record<string, string> = { Edg: "Edge", OPR: "Opera" };
  const systems = ["Windows", "Android", "iPhone", "iPad", "Mac OS X", "Linux"];
  const browser = browsers.find((name) => userAgent.includes(`${name}/`));
  const system = systems.find((name) => userAgent.includes(name));
  if (browser === undefined) return "Another program";
  const named = names[browser] ?? browser;
  return system === undefined ? named : `${named} on ${system.replace("Mac OS X", "Mac")}`;
}

function passwordForm(client: Session["client"]): HTMLElement {
  const done = element("p", { role: "status" });
  const form = formBox({
    title: "Change your password",
    submit: "Change",
    fields: [
      {
        kind: "password",
        name: "present",
        label: "Present password",
        autocomplete: "current-password",
      },
      {
        kind: "password",
        name: "wanted",
        label: "New password (12 characters or more)",
        autocomplete: "new-password",
      },
    ],
    act: async ({ present = "", wanted = "" }) => {
      const body = { present_password: present, new_password: wanted };
      await answered(client.POST("/auth/password", { body }));
      done.textContent = "Changed. You are signed out everywhere else.";
    },
  });
  form.append(done);
  return form;
}

function connectGoogle(note: HTMLElement): HTMLElement {
  return element("section", {}, [
    element("h2", {}, ["Google"]),
    googleButton({
      label: "Connect a Google account",
      isConnecting: true,
      onProblem: (sentence) => {
        note.textContent = sentence;
      },
    }),
  ]);
}
