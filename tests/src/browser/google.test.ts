import { createApi, serveApi, type ServedApi } from "@rollbook/api";
import { fakeGoogleClient, startFakeGoogle, type FakeGoogle } from "@rollbook/api/fakeGoogle";
import type { TestDatabase } from "@rollbook/db/testing";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { findBrowser, whyNot } from "./findBrowser.ts";
import { openLakeside, ownerLink } from "./lakeside.ts";

const found = await findBrowser();
if (found.kind === "missing") {
  const sentence = whyNot({ what: "signing in with Google", reason: found.reason });
  test.skip(`${sentence}`);
}

const password = "correct horse battery staple";

describe.skipIf(found.kind === "missing")("signing in with Google, in a browser", () => {
  let store: TestDatabase;
  let google: FakeGoogle;
  let api: ServedApi;
  let browser: Browser;
  let owner: Page;
  let context: BrowserContext;
  let page: Page;

  beforeAll(async () => {
    const lakeside = await openLakeside();
    ({ store } = lakeside);
    const { services } = lakeside;
    google = await startFakeGoogle();
    // Where people reach the dashboard is known once it is served.
    const served: { app?: ReturnType<typeof createApi> } = {};
    const fetch = (request: Request) => served.app?.fetch(request) ?? Response.error();
    api = await serveApi({ app: { fetch }, port: 0 });
    const withGoogle = { ...fakeGoogleClient, discoveryUrl: google.discoveryUrl };
    const signIn = { publicUrl: api.url, google: withGoogle };
    served.app = createApi({ services, secret: "a secret of tests", signIn });
    if (found.kind === "missing") return;
    ({ browser } = found);
    owner = await browser.newPage({ locale: "en-US" });
    await owner.goto(await ownerLink({ ...lakeside, apiUrl: api.url }));
    await owner.getByRole("heading", { name: "Overview" }).waitFor();
  });
  afterAll(async () => {
    if (found.kind === "found") await found.browser.close();
    await api.stop();
    await google.stop();
    await store.drop();
  });

  beforeEach(async () => {
    await context?.close();
    context = await browser.newContext({ locale: "en-US" });
    page = await context.newPage();
  });

  async function invite(name: string): Promise<string> {
    google.person = {
      sub: `g-${name}`,
      email: `${name.toLowerCase()}@example.com`,
      email_verified: true,
      name,
    };
    await owner.getByRole("link", { name: "Overview" }).click();
    await owner.getByRole("link", { name: "People" }).click();
    const form = owner.getByRole("form", { name: "Invite a person" });
    await form.getByLabel("Name").fill(name);
    await form.getByLabel("Email").fill(google.person.email);
    await form.getByLabel("Role").selectOption("billing");
    await form.getByRole("button", { name: "Invite" }).click();
    return owner.getByLabel(`Hand this link to ${name}.`).inputValue();
  }

  const press = () => page.getByRole("button", { name: "Continue with Google" }).click();
  const isIn = () => page.getByRole("heading", { name: "Overview" }).waitFor();

  test("an invited person joins with the button, and signs in with it from then on", async () => {
    await page.goto(await invite("Grace"));
    await page.getByRole("heading", { name: "Join Lakeside" }).waitFor();
    await press();
    await page.getByText("You are signed in already.").waitFor();
    await page.getByRole("button", { name: "Join" }).click();
    await isIn();
    expect(page.url()).toBe(`${api.url}/dashboard/`);
    expect(await page.getByRole("link", { name: "Grace" }).count()).toBe(1);
    await page.getByRole("button", { name: "Sign out" }).click();
    await page.getByRole("heading", { name: "Sign in" }).waitFor();
    await press();
    await isIn();
  });

  test("somebody whom nobody invited is told so, and stays outside", async () => {
    google.person = { sub: "g-eve", email: "eve@example.com", email_verified: true, name: "Eve" };
    await page.goto(api.url);
    await press();
    await page.getByText("Nobody has invited this Google address.").waitFor();
    await page.reload();
    await page.getByRole("heading", { name: "Sign in" }).waitFor();
    expect(await page.getByRole("heading", { name: "Overview" }).count()).toBe(0);
  });

  test("an account with a password is connected under its name, and opened by Google after that", async () => {
    await page.goto(await invite("Hedy"));
    await page.getByLabel("New password").fill(password);
    await page.keyboard.press("Enter");
    await isIn();
    const other = await (await browser.newContext({ locale: "en-US" })).newPage();
    await other.goto(api.url);
    await other.getByRole("button", { name: "Continue with Google" }).click();
    await other.getByText("This address signs in with a password.").waitFor();
    await page.getByRole("link", { name: "Hedy" }).click();
    await page.getByRole("button", { name: /Google/ }).click();
    await isIn();
    await other.getByRole("button", { name: "Continue with Google" }).click();
    await other.getByRole("heading", { name: "Overview" }).waitFor();
    expect(await other.getByRole("link", { name: "Hedy" }).count()).toBe(1);
    await other.context().close();
  });
});
