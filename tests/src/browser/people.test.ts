import { createApi, serveApi, type ServedApi } from "@rollbook/api";
import type { TestDatabase } from "@rollbook/db/testing";
import { addOperator } from "@rollbook/services/operator";
import { createSignIn, makeOperatorLink } from "@rollbook/services/signIn";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { findBrowser, whyNot } from "./findBrowser.ts";
import { openLakeside, ownerLink } from "./lakeside.ts";

const found = await findBrowser();
if (found.kind === "missing") {
  const sentence = whyNot({ what: "people in the dashboard", reason: found.reason });
  test.skip(`${sentence}`);
}

const password = "correct horse battery staple";

describe.skipIf(found.kind === "missing")("people in the dashboard", () => {
  let store: TestDatabase;
  let api: ServedApi;
  let browser: Browser;
  let owner: Page;
  let links: { owner: string; operator: string };
  const foreignRequests: string[] = [];

  beforeAll(async () => {
    const lakeside = await openLakeside();
    ({ store } = lakeside);
    const { services } = lakeside;
    api = await serveApi({ app: createApi({ services, secret: "a secret of tests" }), port: 0 });
    const options = { publicUrl: undefined, google: undefined, sessionHours: 1, secret: password };
    const signIn = createSignIn({ services, options });
    const input = { name: "Olga Berg", email: "olga@operators.test" };
    const { operator } = await addOperator(services, input);
    links = {
      owner: await ownerLink({ ...lakeside, apiUrl: api.url }),
      operator: `${api.url}/dashboard/#password=${(await makeOperatorLink(signIn, operator)).token}`,
    };
    if (found.kind === "missing") return;
    ({ browser } = found);
    owner = await (await newContext()).newPage();
    await owner.goto(links.owner);
  });
  afterAll(async () => {
    if (found.kind === "found") await found.browser.close();
    await api.stop();
    await store.drop();
  });

  async function newContext(): Promise<BrowserContext> {
    const context = await browser.newContext({ locale: "en-US" });
    context.on("request", (request) => {
      if (!request.url().startsWith(api.url)) foreignRequests.push(request.url());
    });
    return context;
  }

  async function invite(name: string, role: string): Promise<string> {
    await owner.getByRole("link", { name: "People" }).click();
    const form = owner.getByRole("form", { name: "Invite a person" });
    await form.getByLabel("Name").fill(name);
    await form.getByLabel("Email").fill(`${name.toLowerCase()}@example.com`);
    await form.getByLabel("Role").selectOption(role);
    await form.getByRole("button", { name: "Invite" }).click();
    return owner.getByLabel(`Hand this link to ${name}.`).inputValue();
  }

  async function join(link: string): Promise<Page> {
    const page = await (await newContext()).newPage();
    await page.goto(link);
    await page.getByLabel("New password").fill(password);
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "Overview" }).waitFor();
    return page;
  }

  test("an invited person chooses a password with the keyboard alone, and sees what their role may see", async () => {
    const link = await invite("Grace", "billing");
    const page = await (await newContext()).newPage();
    await page.goto(link);
    await page.getByRole("heading", { name: "Join Lakeside" }).waitFor();
    expect(await page.getByLabel("Email").inputValue()).toBe("grace@example.com");
    await page.keyboard.type("short");
    await page.keyboard.press("Enter");
    expect(await page.getByRole("heading", { name: "Join Lakeside" }).count()).toBe(1);
    await page.getByLabel("New password").fill("");
    await page.keyboard.type(password);
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "Overview" }).waitFor();
    expect(await page.getByRole("link", { name: "Invoices", exact: true }).count()).toBe(1);
    for (const hidden of ["People", "API keys", "Audit log"])
      expect(await page.getByRole("link", { name: hidden }).count()).toBe(0);
    await page.context().close();
  });

  test("a wrong password is refused in one sentence, the right one opens the dashboard", async () => {
    const page = await (await newContext()).newPage();
    await page.goto(api.url);
    await page.getByLabel("Email").fill("grace@example.com");
    await page.getByLabel("Password").fill("not the password");
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.getByText("The address or the password is not right.").waitFor();
    expect(await page.getByRole("button", { name: "Continue with Google" }).count()).toBe(0);
    await page.getByLabel("Password").fill(password);
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.getByRole("heading", { name: "Overview" }).waitFor();
    await page.context().close();
  });

  test("a role is changed in its row, and who is removed is out at once", async () => {
    const page = await join(await invite("Hedy", "read_only"));
    await owner.getByRole("link", { name: "Overview" }).click();
    await owner.getByRole("link", { name: "People" }).click();
    const changed = owner.waitForResponse((response) => response.request().method() === "PATCH");
    await owner.getByLabel("Role of Hedy").selectOption("admin");
    expect((await changed).status()).toBe(200);
    await page.reload();
    await page.getByRole("link", { name: "API keys" }).waitFor();
    const row = owner.locator("tbody tr", { hasText: "Hedy" });
    await row.getByRole("button", { name: "Remove: Hedy" }).click();
    await row.getByRole("button", { name: "Really remove?: Hedy" }).click();
    await row.waitFor({ state: "detached" });
    await page.reload();
    await page.getByRole("heading", { name: "Sign in" }).waitFor();
    await page.context().close();
  });

  test("the last owner stays, and the page says why", async () => {
    await owner.getByRole("link", { name: "Overview" }).click();
    await owner.getByRole("link", { name: "People" }).click();
    await owner.getByLabel("Role of Owner of this machine").selectOption("admin");
    await owner.getByText("A practice keeps at least one owner").waitFor();
    expect(await owner.getByLabel("Role of Owner of this machine").inputValue()).toBe("owner");
  });

  test("an API key is shown once, and revoked", async () => {
    await owner.getByRole("link", { name: "API keys" }).click();
    const form = owner.getByRole("form", { name: "Create a key" });
    await form.getByLabel("What it is for").fill("Nightly export");
    await form.getByRole("button", { name: "Create" }).click();
    const key = await owner.getByLabel("The key of Nightly export").inputValue();
    expect(key).toMatch(/^rbk_live_[\w-]{49}$/);
    const asked = () => fetch(`${api.url}/v1/me`, { headers: { authorization: `Bearer ${key}` } });
    expect((await asked()).status).toBe(200);
    await owner.getByRole("link", { name: "Overview" }).click();
    await owner.getByRole("link", { name: "API keys" }).click();
    await owner.getByRole("cell", { name: "Nightly export", exact: true }).waitFor();
    expect(await owner.locator(`input[value="${key}"]`).count()).toBe(0);
    await owner.getByRole("button", { name: "Revoke: Nightly export" }).click();
    await owner.getByRole("button", { name: "Really revoke?: Nightly export" }).click();
    await owner
      .getByRole("cell", { name: "Nightly export", exact: true })
      .waitFor({ state: "detached" });
    expect((await fetch(`${api.url}/v1/me`)).status).toBe(401);
  });

  test("sessions are seen and ended, and the audit log names who acted", async () => {
    const page = await (await newContext()).newPage();
    await page.goto(api.url);
    await page.getByLabel("Email").fill("grace@example.com");
    await page.getByLabel("Password").fill(password);
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.getByRole("link", { name: "Grace" }).click();
    await page.getByText("This one").waitFor();
    const others = page.getByRole("button", { name: /^End/ });
    const before = await others.count();
    expect(before).toBeGreaterThan(0);
    await others.first().click();
    await expect.poll(() => others.count()).toBe(before - 1);
    await owner.getByRole("link", { name: "Audit log" }).click();
    await owner.getByRole("cell", { name: "Owner of this machine" }).first().waitFor();
    await page.context().close();
  });

  test("an operator chooses a password, sees and searches migrations, and the practice sees each look in its audit log", async () => {
    const page = await (await newContext()).newPage();
    await page.goto(links.operator);
    await page.getByLabel("New password").fill(password);
    await page.getByRole("button", { name: "Set the password" }).click();
    await page.getByRole("heading", { name: "Payments migrations" }).waitFor();
    await page.getByText("sees in its audit log that you looked at it").waitFor();
    expect(await page.getByRole("link", { name: "Members" }).count()).toBe(0);
    await page.getByLabel("Id, name or practice group").fill("lake");
    await page.getByRole("button", { name: "Search" }).click();
    await page.locator("tbody tr", { hasText: "Lakeside" }).waitFor();
    await page.getByLabel("Id, name or practice group").fill("nobody has this name");
    await page.getByRole("button", { name: "Search" }).click();
    await page.getByText("No migration fits.").waitFor();
    await owner.goto(`${api.url}/dashboard/#audit`);
    await owner.reload();
    const looks = owner.locator("tbody tr", { hasText: "An operator: Olga Berg" });
    await looks.first().waitFor();
    expect(await looks.first().textContent()).toContain("Migration: viewed by operator");
    expect(await looks.count()).toBe(2);
    await page.getByRole("link", { name: "Olga Berg" }).click();
    await page.getByText("This one").waitFor();
    await page.context().close();
  });

  test("every control has a name, and nothing was asked of another server", async () => {
    for (const address of ["people", "api-keys", "audit", "account"]) {
      await owner.goto(`${api.url}/dashboard/#${address}`);
      await owner.getByRole("heading", { level: 1 }).waitFor();
      expect(await owner.evaluate(namelessControls)).toEqual([]);
    }
    expect(foreignRequests).toEqual([]);
  });
});

/** Run in the page: controls that somebody who hears it could not tell apart. */
const namelessControls = `[...document.querySelectorAll("button, input, select, a")]
  .filter((control) => !(control.getAttribute("aria-label") ?? control.textContent).trim() && !control.labels?.length)
  .map((control) => control.outerHTML)`;
