import { createRollbookClient, type components, type RollbookClient } from "@rollbook/client";

export type Practice = components["schemas"]["Practice"];

/** Who is signed in: one practice, through its API key. */
export interface Session {
  client: RollbookClient;
  practice: Practice;
}

const storedAs = "rollbook.api-key";

export type SignIn = { kind: "signedIn"; session: Session } | { kind: "refused"; reason: string };

/** The key lives in this tab only and is gone when it is closed. */
export async function signIn(apiKey: string): Promise<SignIn> {
  const client = createRollbookClient({ baseUrl: location.origin, apiKey, maxRetries: 1 });
  try {
    const { data, error, response } = await client.GET("/v1/practices");
    const [practice] = data?.data ?? [];
    if (practice !== undefined) {
      sessionStorage.setItem(storedAs, apiKey);
      return { kind: "signedIn", session: { client, practice } };
    }
    if (response.status === 401)
      return { kind: "refused", reason: "This key is unknown, expired or revoked." };
    return { kind: "refused", reason: sentenceOf(error) ?? "This key opens no practice." };
  } catch {
    return { kind: "refused", reason: "The server does not answer." };
  }
}

export const keptKey = (): string | null => sessionStorage.getItem(storedAs);
export const signOut = (): void => sessionStorage.removeItem(storedAs);

/** The sentence of a problem that the API answered with. */
export function sentenceOf(problem: unknown): string | undefined {
  if (typeof problem !== "object" || problem === null) return undefined;
  const { detail, title } = problem as { detail?: unknown; title?: unknown };
  if (typeof detail === "string") return detail;
  return typeof title === "string" ? title : undefined;
}
