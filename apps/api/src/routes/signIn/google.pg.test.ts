import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { browserOf, type TestBrowser } from "../../testing/browserOf.ts";
import { fakeGoogleClient, startFakeGoogle, type FakeGoogle } from "../../testing/fakeGoogle.ts";
import {
  createPracticeApi,
  type PracticeApi,
  type TestPractice,
} from "../../testing/practiceApi.ts";
import { signedInPerson, testPassword } from "../../testing/signedIn.ts";

const origin = "https://rollbook.example.com";

let google: FakeGoogle;
let api: PracticeApi;
let practice: TestPractice;
beforeAll(async () => {
  google = await startFakeGoogle();
  const { discoveryUrl } = google;
  api = await createPracticeApi({
    signIn: { publicUrl: origin, google: { ...fakeGoogleClient, discoveryUrl } },
  });
  practice = await api.newPractice("Lakeside");
});
afterAll(async () => {
  await google.stop();
  await api.drop();
});

let people = 0;
beforeEach(() => {
  people += 1;
  google.forged = {};
  google.person = {
    sub: `g-${people}`,
    email: `google${people}@example.com`,
    email_verified: true,
    name: `Ada ${people}`,
  };
});

async function invite(email = google.person.email) {
  const { data } = await practice.client.POST("/v1/users", {
    body: { email, name: "Ada", role: "billing" },
  });
  return { id: data?.id ?? "", token: data?.invitation_url.split("join=")[1] ?? "" };
}

async function start(browser: TestBrowser, isConnecting = false): Promise<string> {
  const body = isConnecting ? { is_connecting: true } : {};
  const response = await browser.send({ path: "/auth/google", body });
  return ((await response.json()) as { url: string }).url;
}

/** To Google and back; answers where the browser ends. */
async function throughGoogle(browser: TestBrowser, isConnecting = false): Promise<string | null> {
  const back = google.consent(await start(browser, isConnecting));
  const response = await browser.send({ path: back });
  return response.headers.get("location");
}

const isIn = async (browser: TestBrowser) =>
  (await browser.send({ path: "/v1/me" })).status === 200;

test("the methods say whether Google is possible", async () => {
  const methods = await browserOf(api, origin).send({ path: "/auth/methods" });
  expect(await methods.json()).toEqual({ is_password_possible: true, is_google_possible: true });
  const without = await createPracticeApi();
  const none = await browserOf(without).send({ path: "/auth/methods" });
  expect(await none.json()).toMatchObject({ is_google_possible: false });
  const refused = await browserOf(without).send({ path: "/auth/google", body: {} });
  expect(refused.status).toBe(503);
  await without.drop();
});

test("an invited address signs in with Google, takes its invitation up, and signs in again later", async () => {
  const { id, token } = await invite();
  const browser = browserOf(api, origin);
  expect(await throughGoogle(browser)).toBe("/dashboard/");
  expect(await isIn(browser)).toBe(false);
  await browser.send({ path: "/auth/google", body: {} });
  const again = browserOf(api, origin);
  await throughGoogle(again);
  const described = await again.send({ path: "/auth/invitation", body: { token } });
  expect(await described.json()).toMatchObject({ is_signed_in: true });
  expect((await again.send({ path: "/auth/join", body: { token } })).status).toBe(200);
  const me = await (await again.send({ path: "/v1/me" })).json();
  expect(me).toMatchObject({ kind: "user", id, role: "billing" });
  const later = browserOf(api, origin);
  expect(await throughGoogle(later)).toBe("/dashboard/");
  expect(await isIn(later)).toBe(true);
});

test.each([
  { name: "an address that nobody invited", change: () => undefined, error: "not_invited" },
  {
    name: "an address that Google has not verified",
    change: async () => {
      await invite();
      google.person.email_verified = false;
    },
    error: "address_not_verified",
  },
])("$name gets no session, and nobody is made", async ({ change, error }) => {
  await change();
  const browser = browserOf(api, origin);
  expect(await throughGoogle(browser)).toBe(
    `/dashboard/?error=${error}&error_description=${error}`,
  );
  expect(await isIn(browser)).toBe(false);
  const { sql } = api.services.database;
  expect(await sql`select 1 from auth."user" where email = ${google.person.email}`).toHaveLength(0);
});

test.each([
  { name: "another application", forged: { aud: "somebody-else" } },
  { name: "another issuer", forged: { iss: "https://evil.example" } },
  { name: "another sign-in", forged: { nonce: "another" } },
  { name: "yesterday", forged: { exp: 1 } },
])("an ID token for $name is refused", async ({ forged }) => {
  await invite();
  google.forged = forged;
  const browser = browserOf(api, origin);
  expect(await throughGoogle(browser)).toMatch(/^\/dashboard\/\?error=/);
  expect(await isIn(browser)).toBe(false);
});

test("a way back that began in another browser is refused: nobody is signed in as the attacker", async () => {
  await invite();
  const attacker = browserOf(api, origin);
  const back = google.consent(await start(attacker));
  const victim = browserOf(api, origin);
  const response = await victim.send({ path: back });
  expect(response.headers.get("location")).toMatch(/^\/dashboard\/\?error=/);
  expect(victim.cookies.has("__Secure-rollbook.session_token")).toBe(false);
});

test("nothing in a request says where the way back leads", async () => {
  const browser = browserOf(api, origin);
  const asked = await browser.send({
    path: "/auth/google",
    body: { callback_url: "https://evil.example", is_connecting: false },
  });
  expect(asked.status).toBe(422);
  const back = new URL(google.consent(await start(browser)));
  for (const name of ["callbackURL", "redirect_to", "redirectTo", "next"])
    back.searchParams.set(name, "https://evil.example");
  const response = await browser.send({ path: back.toString() });
  expect(response.headers.get("location")).toMatch(/^\/dashboard\//);
});

test("Google opens no account that a password made, until its person connects it", async () => {
  const { browser, email } = await signedInPerson({ api, practice, role: "billing", origin });
  google.person.email = email;
  const stranger = browserOf(api, origin);
  expect(await throughGoogle(stranger)).toMatch(/error=account_not_linked/);
  expect(await isIn(stranger)).toBe(false);
  expect(await throughGoogle(browser, true)).toBe("/dashboard/");
  expect(await throughGoogle(stranger)).toBe("/dashboard/");
  expect(await isIn(stranger)).toBe(true);
  const withPassword = browserOf(api, origin);
  await withPassword.send({ path: "/auth/sign-in", body: { email, password: testPassword } });
  expect(await isIn(withPassword)).toBe(true);
});

test("none of the library's other addresses is open", async () => {
  const browser = browserOf(api, origin);
  for (const path of [
    "sign-up/email",
    "sign-in/email",
    "sign-in/social",
    "change-email",
    "delete-user",
  ]) {
    const response = await browser.send({ path: `/auth/${path}`, body: {} });
    expect(response.status).toBe(404);
  }
});
