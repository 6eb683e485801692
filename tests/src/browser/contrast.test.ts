import { createApi, serveApi, type ServedApi } from "@rollbook/api";
import type { TestDatabase } from "@rollbook/db/testing";
import { addOperator } from "@rollbook/services/operator";
import { createSignIn, makeOperatorLink } from "@rollbook/services/signIn";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { faintText } from "./contrast.ts";
import { findBrowser, whyNot } from "./findBrowser.ts";
import { openLakeside, ownerLink } from "./lakeside.ts";
import { seedMember } from "./seedMember.ts";
import { seedPayers } from "./seedPayers.ts";

const found = await findBrowser();
if (found.kind === "missing") {
  const sentence = whyNot({ what: "contrast of the dashboard", reason: found.reason });
  test.skip(`${sentence}`);
}

const instant = "2026-05-15T17:00:00.000Z";
const password = "correct horse battery staple";
const addresses = [
  "overview",
  "members",
  "attention",
  "invoices",
  "payments",
  "moving",
  "syncs",
  "people",
  "api-keys",
  "audit",
  "account",
];

describe.skipIf(found.kind === "missing")("contrast of the dashboard", () => {
  let store: TestDatabase;
  let api: ServedApi;
  let browser: Browser;
  let makeLinks: () => Promise<{ owner: string; operator: string }>;

  beforeAll(async () => {
    const lakeside = await openLakeside({ instant });
    ({ store } = lakeside);
    const { services, practiceId } = lakeside;
    api = await serveApi({ app: createApi({ services, secret: "a secret of tests" }), port: 0 });
    await seedPayers({ services, practiceId, apiUrl: api.url });
    await seedMember({ services, practiceId, apiUrl: api.url });
    const options = { publicUrl: undefined, google: undefined, sessionHours: 1, secret: password };
    const signIn = createSignIn({ services, options });
    const operator = await addOperator(services, { name: "Olga", email: "olga@operators.test" });
    makeLinks = async () => ({
      owner: await ownerLink({ ...lakeside, apiUrl: api.url }),
      operator: `${api.url}/dashboard/#password=${(await makeOperatorLink(signIn, operator.operator)).token}`,
    });
    if (found.kind === "found") ({ browser } = found);
  });
  afterAll(async () => {
    if (found.kind === "found") await found.browser.close();
    await api.stop();
    await store.drop();
  });

  async function open(page: Page, address: string): Promise<void> {
    await page.goto(`${api.url}/dashboard/#${address}`);
    await page.getByRole("heading", { level: 1 }).waitFor();
    await page.getByText("Loading…").waitFor({ state: "detached" });
    // What is folded away is read as well.
    await page.evaluate(
      `document.querySelectorAll("details").forEach((each) => (each.open = true))`,
    );
  }

  describe.each(["light", "dark"] as const)("%s", (colorScheme) => {
    test("every page can be read", async () => {
      const page = await browser.newPage({ locale: "en-US", colorScheme });
      const faint: Record<string, string[]> = {};
      await page.goto(api.url);
      await page.getByRole("heading", { name: "Sign in" }).waitFor();
      faint["sign-in"] = await faintText(page);
      await page.goto((await makeLinks()).owner);
      await page.getByRole("heading", { name: "Overview" }).waitFor();
      const within = new Set<string>();
      for (const address of addresses) {
        await open(page, address);
        faint[address] = await faintText(page);
        const hrefs = await page.evaluate<string[]>(
          `[...document.querySelectorAll("main a[href^='#']")].map((link) => link.getAttribute("href"))`,
        );
        for (const href of hrefs) within.add(href.slice(1));
      }
      const ofEachKind = new Map([...within].map((href) => [href.replace(/=.*/, ""), href]));
      for (const [kind, address] of ofEachKind) {
        await open(page, address);
        faint[kind] = await faintText(page);
      }
      expect([...ofEachKind.keys()].filter((kind) => kind.startsWith("member?"))).toHaveLength(1);
      expect(Object.entries(faint).filter(([, texts]) => texts.length > 0)).toEqual([]);
      await page.context().close();
    });

    test("so can an operator's", async () => {
      const page = await browser.newPage({ locale: "en-US", colorScheme });
      await page.goto((await makeLinks()).operator);
      await page.getByLabel("New password").fill(password);
      expect(await faintText(page)).toEqual([]);
      await page.getByRole("button", { name: "Set the password" }).click();
      await page.getByRole("heading", { name: "Payments migrations" }).waitFor();
      expect(await faintText(page)).toEqual([]);
      await page.context().close();
    });

    test("text that is too faint is found", async () => {
      const page = await browser.newPage({ locale: "en-US", colorScheme });
      await page.goto(api.url);
      await page.getByRole("heading", { name: "Sign in" }).waitFor();
      await page.evaluate(`document.body.insertAdjacentHTML("beforeend", \`
        <p style="color: #8a8a8a; background: #fff">Grey on white</p>
        <p style="color: #fff; background: linear-gradient(#000, #bbb)">White on a gradient</p>
        <p style="color: rgb(0 0 0 / 40%); background: #fff">Black seen through</p>
        <p style="color: #767676; background: #fff">Just dark enough</p>
        <p style="color: #949494; background: #fff; font-size: 24px">Large</p>
        <p style="color: #fefefe; background: #fff" hidden>Hidden</p>\`)`);
      expect((await faintText(page)).map((sentence) => sentence.split('"')[1])).toEqual([
        "Grey on white",
        "White on a gradient",
        "Black seen through",
      ]);
      await page.context().close();
    });
  });
});
