import { pino } from "pino";
import { afterAll, beforeAll, expect, test } from "vitest";
import { browserOf, type TestBrowser } from "../../testing/browserOf.ts";
import {
  createPracticeApi,
  type PracticeApi,
  type TestPractice,
} from "../../testing/practiceApi.ts";
import { signedInPerson, testPassword as password } from "../../testing/signedIn.ts";

const origin = "https://rollbook.example.com";

let api: PracticeApi;
let practice: TestPractice;
const logged: string[] = [];
beforeAll(async () => {
  const log = pino({ level: "debug" }, { write: (line: string) => logged.push(line) });
  api = await createPracticeApi({ signIn: { publicUrl: origin }, log });
  practice = await api.newPractice("Lakeside");
});
afterAll(() => api.drop());

type Role = "owner" | "admin" | "billing" | "front_desk" | "read_only";
type Body = {
  request_id: string;
  detail: string;
  practices: unknown[];
  data: { id: string; is_current: boolean }[];
};
const bodyOf = async (response: Response) => (await response.json()) as Body;

const join = (role: Role) => signedInPerson({ api, practice, role, origin });

const signIn = (browser: TestBrowser, email: string, tried = password) =>
  browser.send({ path: "/auth/sign-in", body: { email, password: tried } });

const me = (browser: TestBrowser, practiceId?: string) =>
  browser.send({
    path: "/v1/me",
    headers: practiceId === undefined ? {} : { "rollbook-practice": practiceId },
  });

test("an invited person chooses a password, is signed in, and later signs in again", async () => {
  const { id, email, browser } = await join("billing");
  const answer = await me(browser);
  expect(await bodyOf(answer)).toMatchObject({
    kind: "user",
    id,
    email,
    role: "billing",
    practice_id: practice.practiceId,
    practices: [{ id: practice.practiceId, name: "Lakeside", role: "billing" }],
  });
  const another = browserOf(api, origin);
  expect((await signIn(another, email)).status).toBe(200);
  expect((await me(another)).status).toBe(200);
});

test("the session is in a cookie that scripts and other sites never get, over https alone", async () => {
  const { browser } = await join("billing");
  const session = browser.received.find((line) => line.includes("session_token"));
  expect(session).toMatch(/^__Secure-rollbook\.session_token=/);
  for (const flag of [/; HttpOnly/i, /; Secure/i, /; SameSite=Lax/i, /; Path=\//i])
    expect(session).toMatch(flag);
  expect(session).not.toMatch(/domain=/i);
});

test("the invitation opens once, and its end is told without saying why", async () => {
  const { token } = await join("billing");
  const browser = browserOf(api, origin);
  const again = await browser.send({ path: "/auth/join", body: { token, password } });
  const unknown = await browser.send({
    path: "/auth/join",
    body: { token: "x".repeat(43), password },
  });
  expect([again.status, unknown.status]).toEqual([401, 401]);
  const details = [await bodyOf(again), await bodyOf(unknown)].map((body) => body.detail);
  expect(details[0]).toBe(details[1]);
  expect(browser.cookies.size).toBe(0);
});

test("an unknown address answers like a wrong password, to the byte", async () => {
  const { email } = await join("billing");
  const answers = await Promise.all(
    [email, "nobody@example.com"].map(async (tried) => {
      const response = await signIn(browserOf(api, origin), tried, "not the password");
      const { request_id: _id, ...body } = await bodyOf(response);
      return { status: response.status, body, cookies: response.headers.getSetCookie() };
    }),
  );
  expect(answers[0]).toEqual(answers[1]);
  expect(answers[0]).toMatchObject({ status: 401, cookies: [] });
});

test("attempts on one address are limited alike, whoever has it, and the right password waits too", async () => {
  const { email } = await join("billing");
  for (const tried of [email, "nobody-else@example.com"]) {
    const statuses = [];
    for (let attempt = 0; attempt < 11; attempt += 1)
      statuses.push((await signIn(browserOf(api, origin), tried, "wrong")).status);
    expect(statuses).toEqual([...Array.from({ length: 10 }, () => 401), 429]);
  }
  const limited = await signIn(browserOf(api, origin), email);
  expect(limited.status).toBe(429);
  expect(limited.headers.get("retry-after")).toBe("900");
});

test("a session that was there before the sign-in is not taken over", async () => {
  const { email } = await join("billing");
  const attacker = (await join("read_only")).browser;
  const planted = new Map(attacker.cookies);
  const victim = browserOf(api, origin);
  for (const [name, value] of planted) victim.cookies.set(name, value);
  expect((await signIn(victim, email)).status).toBe(200);
  expect([...victim.cookies.values()]).not.toEqual([...planted.values()]);
  expect(await bodyOf(await me(victim))).toMatchObject({ email });
  expect(await bodyOf(await me(attacker))).not.toMatchObject({ email });
});

const foreignPages: { name: string; headers: Record<string, string> }[] = [
  { name: "another site", headers: { origin: "https://evil.example" } },
  { name: "no page that says so", headers: { origin: "null" } },
  { name: "another site that hides its origin", headers: { "sec-fetch-site": "cross-site" } },
];

test.each(foreignPages)(
  "from $name nothing is changed, and nobody signed in or out",
  async ({ headers }) => {
    const { browser, email } = await join("owner");
    for (const request of [
      { path: "/v1/users", body: { email: "evil@example.com", name: "Evil", role: "owner" } },
      { path: "/auth/sign-out", body: {} },
      { path: "/auth/sign-in", body: { email, password } },
    ]) {
      const response = await browser.send({ ...request, headers });
      expect(response.status).toBe(403);
    }
    expect((await me(browser)).status).toBe(200);
  },
);

test("a change without any Origin is refused", async () => {
  const { browser } = await join("owner");
  const cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
  const response = await api.app.request(`${origin}/v1/users`, {
    method: "POST",
    headers: { cookie, "content-type": "application/json" },
    body: JSON.stringify({ email: "evil@example.com", name: "Evil", role: "read_only" }),
  });
  expect(response.status).toBe(403);
});

test("who is removed is out at once, and their sessions end", async () => {
  const { id, email, browser } = await join("billing");
  await practice.client.POST("/v1/users/{user_id}/remove", { params: { path: { user_id: id } } });
  expect((await me(browser)).status).toBe(401);
  const { sql } = api.services.database;
  const rows = await sql`select 1 from auth.session s join auth."user" u on u.id = s."userId"
    where u.email = ${email}`;
  expect(rows).toHaveLength(0);
});

test("another role is another right from the next request on", async () => {
  const { id, browser } = await join("billing");
  const users = () => browser.send({ path: "/v1/users" });
  expect((await users()).status).toBe(403);
  const params = { path: { user_id: id }, header: { "If-Match": '"v2"' } };
  await practice.client.PATCH("/v1/users/{user_id}", { params, body: { role: "admin" } });
  expect((await users()).status).toBe(200);
});

test("a person reaches their own practice and no other, which answers like one that is not there", async () => {
  const { browser } = await join("owner");
  const theirs = await api.newPractice("Elsewhere");
  const answers = [theirs.practiceId, "pra_00000000000000000000000000"].map(async (id) => {
    const response = await me(browser, id);
    const { request_id: _id, ...body } = await bodyOf(response);
    return { status: response.status, body };
  });
  const [other, unknown] = await Promise.all(answers);
  expect(other).toEqual(unknown);
  expect(other?.status).toBe(403);
  expect((await me(browser, practice.practiceId)).status).toBe(200);
});

test("a person of two practices joins the second with the password they have, and chooses by header", async () => {
  const { email, browser } = await join("owner");
  const theirs = await api.newPractice("Second");
  const { data } = await theirs.client.POST("/v1/users", {
    body: { email, name: "Again", role: "read_only" },
  });
  const token = data?.invitation_url.split("join=")[1] ?? "";
  const stranger = browserOf(api, origin);
  const guess = await stranger.send({
    path: "/auth/join",
    body: { token, password: "a password of my own" },
  });
  expect(guess.status).toBe(401);
  const described = await stranger.send({ path: "/auth/invitation", body: { token } });
  expect(await bodyOf(described)).toMatchObject({ has_sign_in: true, is_signed_in: false });
  expect((await browser.send({ path: "/auth/join", body: { token } })).status).toBe(200);
  const answer = await bodyOf(await me(browser, theirs.practiceId));
  expect(answer).toMatchObject({ role: "read_only", practice_id: theirs.practiceId });
  expect(answer.practices).toHaveLength(2);
  await theirs.client.POST("/v1/users/{user_id}/remove", {
    params: { path: { user_id: data?.id ?? "" } },
  });
  expect((await me(browser, theirs.practiceId)).status).toBe(403);
  expect((await me(browser)).status).toBe(200);
});

test("sessions are listed and ended one by one, one's own alone", async () => {
  const { email, browser } = await join("billing");
  const second = browserOf(api, origin);
  await second.send({
    path: "/auth/sign-in",
    body: { email, password },
    headers: { "user-agent": "Second" },
  });
  const listed = await bodyOf(await browser.send({ path: "/auth/sessions" }));
  expect(listed.data).toHaveLength(2);
  const other = listed.data.find(({ is_current }) => !is_current);
  expect(other).toMatchObject({ browser: "Second" });
  const stranger = (await join("owner")).browser;
  const path = `/auth/sessions/${other?.id}/end`;
  expect((await stranger.send({ path, body: {} })).status).toBe(404);
  expect((await me(second)).status).toBe(200);
  expect((await browser.send({ path, body: {} })).status).toBe(200);
  expect((await me(second)).status).toBe(401);
  expect((await browser.send({ path: "/auth/sign-out", body: {} })).status).toBe(200);
  expect((await me(browser)).status).toBe(401);
});

test("a signed-out cookie opens nothing when it is sent again", async () => {
  const { browser } = await join("billing");
  const kept = new Map(browser.cookies);
  await browser.send({ path: "/auth/sign-out", body: {} });
  for (const [name, value] of kept) browser.cookies.set(name, value);
  expect((await me(browser)).status).toBe(401);
});

test("a cookie whose signature is another's opens nothing", async () => {
  const { browser } = await join("billing");
  for (const [name, value] of browser.cookies)
    browser.cookies.set(name, `${value.slice(0, -3)}${value.endsWith("AAA") ? "BBB" : "AAA"}`);
  expect((await me(browser)).status).toBe(401);
});

test("a changed password ends all other sessions, and the old one opens nothing", async () => {
  const { email, browser } = await join("billing");
  const second = browserOf(api, origin);
  await signIn(second, email);
  const wanted = "another twelve characters";
  const wrong = await browser.send({
    path: "/auth/password",
    body: { present_password: "not it at all", new_password: wanted },
  });
  expect(wrong.status).toBe(401);
  const short = await browser.send({
    path: "/auth/password",
    body: { present_password: password, new_password: "short" },
  });
  expect(short.status).toBe(422);
  const changed = await browser.send({
    path: "/auth/password",
    body: { present_password: password, new_password: wanted },
  });
  expect(changed.status).toBe(200);
  expect((await me(browser)).status).toBe(200);
  expect((await me(second)).status).toBe(401);
  expect((await signIn(browserOf(api, origin), email)).status).toBe(401);
  expect((await signIn(browserOf(api, origin), email, wanted)).status).toBe(200);
});

test("an owner makes a link for a forgotten password, for a person of this practice alone", async () => {
  const { id, email, browser } = await join("billing");
  const params = { path: { user_id: id } };
  const made = await practice.client.POST("/v1/users/{user_id}/password-link", { params });
  const token = made.data?.password_url.split("password=")[1] ?? "";
  const fresh = browserOf(api, origin);
  const chosen = { token, password: "a wholly new password" };
  expect((await fresh.send({ path: "/auth/set-password", body: chosen })).status).toBe(200);
  expect((await fresh.send({ path: "/auth/set-password", body: chosen })).status).toBe(401);
  expect((await me(fresh)).status).toBe(200);
  expect((await me(browser)).status).toBe(401);
  expect((await signIn(browserOf(api, origin), email)).status).toBe(401);
  const theirs = await api.newPractice("Also theirs");
  const { data } = await theirs.client.POST("/v1/users", {
    body: { email, name: "Again", role: "owner" },
  });
  const joining = { token: data?.invitation_url.split("join=")[1] ?? "" };
  expect((await fresh.send({ path: "/auth/join", body: joining })).status).toBe(200);
  const refused = await practice.client.POST("/v1/users/{user_id}/password-link", { params });
  expect(refused.error).toMatchObject({ status: 409, code: "conflict" });
});

test("sessions that have ended are cleared away when somebody signs in", async () => {
  const { email } = await join("billing");
  const { sql } = api.services.database;
  await sql`
    insert into auth.session (id, token, "expiresAt", "createdAt", "updatedAt", "userId")
    select 'ended', 'ended', '2026-05-01', '2026-04-01', '2026-04-01', id from auth."user" where email = ${email}`;
  expect((await signIn(browserOf(api, origin), email)).status).toBe(200);
  expect(await sql`select 1 from auth.session where id = 'ended'`).toHaveLength(0);
});

test("what a person does is in the audit log under their name", async () => {
  const { id, browser } = await join("owner");
  await browser.send({ path: "/v1/users" });
  const log = await browser.send({ path: "/v1/audit-events?limit=100" });
  const { data } = await bodyOf(log);
  expect(data).toContainEqual(
    expect.objectContaining({ actor_kind: "user", actor_id: id, action: "user.list" }),
  );
});

test("passwords, tokens, cookies and addresses of people stand in no log", () => {
  const text = logged.join("");
  expect(text).toContain('"route":"/auth/sign-in"');
  expect(text).not.toContain(password);
  expect(text).not.toMatch(/person\d+@example\.com|session_token|join=/);
});
