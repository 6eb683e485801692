import type { components } from "@rollbook/client";
import { answered } from "../parts/answered.ts";
import { element } from "../parts/element.ts";
import { formBox } from "../parts/formBox.ts";
import { formatInstant, inWords } from "../parts/format.ts";
import { rowButton } from "../parts/rowButton.ts";
import { shownOnce } from "../parts/shownOnce.ts";
import { table, type Column } from "../parts/table.ts";
import { may, type Session } from "../session.ts";
import { everyPage } from "./everyPage.ts";
import type { DashboardPage, PageInput } from "./page.ts";
import { roleWords } from "./people.ts";

type ApiKey = components["schemas"]["ApiKey"];
type Role = components["schemas"]["CreateApiKeyBody"]["role"];

export const apiKeys: DashboardPage = {
  address: "api-keys",
  title: "API keys",
  permission: "api_key.read",
  show,
};

const overlapSeconds = 86_400;

type ShowKey = (label: string, text: string) => Promise<void>;

async function show({ session }: PageInput): Promise<Node[]> {
  const { client } = session;
  const place = element("div");
  const note = element("p", { class: "problem", role: "alert" });
  const secret = element("div");
  const actColumn: Column<ApiKey> = {
    title: "",
    cell: (key) => acts({ session, key, refresh, note, showKey }),
  };
  const refresh = async (): Promise<void> => {
    const keys = await everyPage((cursor) =>
      answered(client.GET("/v1/api-keys", { params: { query: { limit: 100, ...cursor } } })),
    );
    const list = table({
      rows: keys.filter((key) => key.revoked_at === null),
      none: "There is no API key.",
      columns: [...columns(session), ...(may(session, "api_key.write") ? [actColumn] : [])],
    });
    place.replaceChildren(list);
  };
  const showKey: ShowKey = (label, text) => {
    secret.replaceChildren(shownOnce({ label, text }));
    return refresh();
  };
  await refresh();
  if (!may(session, "api_key.write")) return [place];
  return [place, note, secret, createForm({ session, showKey })];
}

function columns({ practice }: Session): Column<ApiKey>[] {
  const { locale, time_zone: timeZone } = practice;
  const at = (instant: string | null, none: string): string =>
    instant === null ? none : formatInstant({ instant, locale, timeZone });
  return [
    { title: "Name", cell: (key) => key.name },
    { title: "Role", cell: (key) => inWords(key.role) },
    {
      title: "Scopes",
      cell: (key) => (key.permissions === null ? "All of the role's" : key.permissions.join(", ")),
    },
    { title: "Last used", cell: (key) => at(key.last_used_at, "Never") },
    { title: "Ends", cell: (key) => at(key.expires_at, "Never") },
  ];
}

function acts({
  session: { client },
  key,
  refresh,
  note,
  showKey,
}: {
  session: Session;
  key: ApiKey;
  refresh: () => Promise<void>;
  note: HTMLElement;
  showKey: ShowKey;
}): HTMLElement {
  const params = { path: { api_key_id: key.id } };
  const onProblem = (sentence: string): void => {
    note.textContent = sentence;
  };
  const rotate = rowButton({
    label: "Rotate",
    about: key.name,
    onProblem,
    act: async () => {
      const body = { overlap_seconds: overlapSeconds };
      const made = await answered(
        client.POST("/v1/api-keys/{api_key_id}/rotate", { params, body }),
      );
      await showKey(
        `The new key of ${key.name}, shown this once. The old one works for a day.`,
        made.key,
      );
    },
  });
  const revoke = rowButton({
    label: "Revoke",
    about: key.name,
    isFinal: true,
    onProblem,
    act: () => answered(client.POST("/v1/api-keys/{api_key_id}/revoke", { params })).then(refresh),
  });
  return element("span", { class: "row-acts" }, [rotate, revoke]);
}

function createForm({ session, showKey }: { session: Session; showKey: ShowKey }): HTMLElement {
  return formBox({
    title: "Create a key",
    submit: "Create",
    fields: [
      { kind: "text", name: "name", label: "What it is for" },
      { kind: "choice", name: "role", label: "Role", choices: roleWords.toReversed() },
      { kind: "date", name: "until", label: "Ends on (empty: never)", isOptional: true },
    ],
    act: async ({ name = "", role = "", until = "" }) => {
      const expires_at = until === "" ? null : new Date(`${until}T23:59:59`).toISOString();
      const body = { name, role: role as Role, expires_at };
      const made = await answered(session.client.POST("/v1/api-keys", { body }));
      await showKey(`The key of ${made.name}, shown this once: only its hash is kept.`, made.key);
    },
  });
}
