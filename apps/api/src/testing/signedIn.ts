import { listOperators } from "@rollbook/services/operator";
import { createSignIn, makeOperatorLink } from "@rollbook/services/signIn";
import type { PracticeRole } from "@rollbook/services/run";
import { browserOf, type TestBrowser } from "./browserOf.ts";
import type { PracticeApi, TestPractice } from "./practiceApi.ts";

export const testPassword = "correct horse battery staple";

let people = 0;

/** Somebody whom the practice's owner invited, with the browser in which they took the invitation up. */
export async function signedInPerson(input: {
  api: PracticeApi;
  practice: TestPractice;
  role: PracticeRole;
  origin?: string;
}): Promise<{ id: string; email: string; token: string; browser: TestBrowser }> {
  people += 1;
  const body = { email: `person${people}@example.com`, name: `Person ${people}`, role: input.role };
  const { data } = await input.practice.client.POST("/v1/users", { body });
  const token = data?.invitation_url.split("join=")[1] ?? "";
  const browser = browserOf(input.api, input.origin);
  const joined = await browser.send({
    path: "/auth/join",
    body: { token, password: testPassword },
  });
  if (data === undefined || !joined.ok) throw new Error("nobody joined");
  return { id: data.id, email: body.email, token, browser };
}

/** An operator with the browser in which they chose a password. */
export async function signedInOperator({
  api,
  email,
}: {
  api: PracticeApi;
  email: string;
}): Promise<TestBrowser> {
  const operator = (await listOperators(api.services)).find((each) => each.email === email);
  if (operator === undefined) throw new Error("there is no such operator");
  const options = {
    publicUrl: undefined,
    google: undefined,
    sessionHours: 1,
    secret: testPassword,
  };
  const commandLine = createSignIn({ services: api.services, options });
  const { token } = await makeOperatorLink(commandLine, operator);
  const browser = browserOf(api);
  const body = { token, password: testPassword };
  const chosen = await browser.send({ path: "/auth/set-password", body });
  if (!chosen.ok) throw new Error("the operator has no password");
  return browser;
}
