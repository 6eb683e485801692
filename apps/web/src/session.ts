import { createRollbookClient, type components, type RollbookClient } from "@rollbook/client";

export type Practice = components["schemas"]["Practice"];
export type Me = components["schemas"]["Me"];

/** A person in one of their practices, through the session's cookie. */
export interface Session {
  client: RollbookClient;
  practice: Practice;
  me: Me;
}

export interface OperatorSession {
  client: RollbookClient;
  me: Me;
}

export type Opened =
  | { kind: "practice"; session: Session }
  | { kind: "operator"; session: OperatorSession }
  | { kind: "nobody" }
  | { kind: "unreachable"; reason: string };

const chosenAs = "rollbook.practice";

export const createClient = (practiceId?: string): RollbookClient =>
  createRollbookClient({
    baseUrl: location.origin,
    maxRetries: 1,
    ...(practiceId === undefined ? {} : { practiceId }),
  });

/** Only which practice was looked at last is kept here; who it is stands in a cookie that no script reads. */
export const choosePractice = (practiceId: string): void =>
  localStorage.setItem(chosenAs, practiceId);

/** Who is signed in, in the practice that was chosen last; in the first one where it is theirs no more. */
export async function openSession(): Promise<Opened> {
  const chosen = localStorage.getItem(chosenAs) ?? undefined;
  const opened = await openAs(chosen);
  if (opened.kind !== "nobody" || chosen === undefined) return opened;
  localStorage.removeItem(chosenAs);
  return openAs(undefined);
}

async function openAs(practiceId: string | undefined): Promise<Opened> {
  const client = createClient(practiceId);
  try {
    const { data: me, error, response } = await client.GET("/v1/me");
    if (response.status === 401 || response.status === 403) return { kind: "nobody" };
    if (me === undefined) return { kind: "unreachable", reason: sentenceOf(error) ?? noAnswer };
    if (me.practice_id === null) return { kind: "operator", session: { client, me } };
    const own = createClient(me.practice_id);
    const { data: practice } = await own.GET("/v1/practices/{practice_id}", {
      params: { path: { practice_id: me.practice_id } },
    });
    if (practice === undefined) return { kind: "unreachable", reason: noAnswer };
    return { kind: "practice", session: { client: own, practice, me } };
  } catch {
    return { kind: "unreachable", reason: noAnswer };
  }
}

const noAnswer = "The server does not answer. Is it running? Reload this page to try again.";

export const may = ({ me }: Session, permission: string): boolean =>
  me.permissions.includes(permission);

/** The sentence of a problem that the API answered with. */
export function sentenceOf(problem: unknown): string | undefined {
  if (typeof problem !== "object" || problem === null) return undefined;
  const { detail, title } = problem as { detail?: unknown; title?: unknown };
  if (typeof detail === "string") return detail;
  return typeof title === "string" ? title : undefined;
}
