import { createApi, serveApi, type ServedApi } from "@rollbook/api";
import type { TestDatabase } from "@rollbook/db/testing";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { findBrowser, whyNot } from "./findBrowser.ts";
import { openLakeside, ownerLink } from "./lakeside.ts";
import { seedMember } from "./seedMember.ts";

const found = await findBrowser();
if (found.kind === "missing") {
  const sentence = whyNot({ what: "the dashboard", reason: found.reason });
  test.skip(`${sentence}`);
}

const secret = "a secret of tests";
const instant = "2026-05-15T12:00:00.000Z";

describe.skipIf(found.kind === "missing")("the dashboard in a browser", () => {
  let store: TestDatabase;
  let api: ServedApi;
  let link: string;
  let page: Page;
  const foreignRequests: string[] = [];

  beforeAll(async () => {
    const lakeside = await openLakeside({ instant });
    ({ store } = lakeside);
    const { services, practiceId } = lakeside;
    api = await serveApi({ app: createApi({ services, secret }), port: 0 });
    await seedMember({ services, practiceId, apiUrl: api.url });
    link = await ownerLink({ ...lakeside, apiUrl: api.url });
    if (found.kind === "missing") return;
    page = await (await found.browser.newContext({ locale: "en-US" })).newPage();
    page.on("request", (request) => {
      if (!request.url().startsWith(api.url)) foreignRequests.push(request.url());
    });
    await page.goto(api.url);
  });
  afterAll(async () => {
    if (found.kind === "found") await found.browser.close();
    await api.stop();
    await store.drop();
  });

  test("without a link somebody is asked to sign in; with it the overview opens, and it stays in no history", async () => {
    await page.getByRole("heading", { name: "Sign in" }).waitFor();
    await page.goto(link);
    await page.getByRole("heading", { name: "Overview" }).waitFor();
    expect(page.url()).toBe(`${api.url}/dashboard/`);
    const members = page.locator(".card", { hasText: "Members" }).locator("strong");
    expect(await members.textContent()).toBe("1");
  });

  test("the link opened once: another browser is told so", async () => {
    const other = await (await page.context().browser()?.newContext())?.newPage();
    await other?.goto(link);
    await other?.getByText("This link was used or has ended").waitFor();
    expect(await other?.getByRole("button", { name: "Sign in" }).count()).toBe(1);
    await other?.context().close();
  });

  test("members are listed with plan, status and the day of their next invoice", async () => {
    await page.getByRole("link", { name: "Members", exact: true }).click();
    const row = page.locator("tbody tr", { hasText: "Ada Lovelace" });
    await row.waitFor();
    expect(await row.textContent()).toMatch(/Ada Lovelace.*Gold, monthly.*Deferred.*Jun 1, 2026/);
    await page.getByRole("link", { name: "Active", exact: true }).click();
    await page.getByText("No member has this status.").waitFor();
  });

  test("a member's page draws the coverage, says why, and lets its dates and its end be set", async () => {
    await page.getByRole("link", { name: "All", exact: true }).click();
    await page.getByRole("link", { name: "Ada Lovelace" }).click();
    await page.getByText("billing here starts 1 June (START-1).").waitFor();
    const picture = page.getByRole("img", { name: "Covered by the old platform: May 1, 2026" });
    expect(await picture.getAttribute("aria-label")).toContain(
      "To be invoiced here: Jun 1, 2026 to Jun 30, 2026",
    );
    await page.locator("summary", { hasText: "Correct the dates" }).click();
    await page.getByLabel("Last billed").fill("2026-05-20");
    await page.getByRole("button", { name: "Correct the dates" }).click();
    await page.locator(".actions .problem", { hasText: "(START-" }).waitFor();
    await page.locator("summary", { hasText: "Cancel the membership" }).click();
    await page.getByLabel("Last day").fill("2026-06-30");
    await page.getByLabel("Reason").fill("Moved away");
    await page.getByRole("button", { name: "Cancel the membership" }).click();
    await page.locator("summary", { hasText: "Withdraw the cancellation" }).waitFor();
    await page.getByRole("link", { name: "Members", exact: true }).click();
    await page.getByRole("heading", { name: "Members" }).waitFor();
  });

  test("a member is found by a part of the name", async () => {
    const search = page.getByRole("search");
    await search.getByLabel("Name").fill("nobody");
    await search.getByRole("button", { name: "Search" }).click();
    await page.getByText("No member has this name.").waitFor();
    await search.getByLabel("Name").fill("LOVE");
    await page.keyboard.press("Enter");
    await page.getByRole("link", { name: "Ada Lovelace" }).waitFor();
    expect(await page.locator("tbody tr").count()).toBe(1);
  });

  test("on a phone every column of a list is there, and nothing is cut off", async () => {
    const { width, height } = page.viewportSize() ?? { width: 1280, height: 720 };
    await page.setViewportSize({ width: 390, height: 844 });
    const cutOff: Record<string, string[]> = {};
    for (const address of ["overview", "people", "audit", "account", "members"]) {
      await page.goto(`${api.url}/dashboard/#${address}`);
      await page.locator("main", { has: page.locator("td, .card") }).waitFor();
      cutOff[address] = await page.evaluate<string[]>(beyondTheEdge);
    }
    expect(Object.entries(cutOff).filter(([, texts]) => texts.length > 0)).toEqual([]);
    await page.setViewportSize({ width, height });
  });

  test("a reload keeps the sign-in, signing out forgets it, and nothing went elsewhere", async () => {
    await page.reload();
    await page.getByRole("heading", { name: "Members" }).waitFor();
    await page.getByRole("button", { name: "Sign out" }).click();
    await page.getByRole("heading", { name: "Sign in" }).waitFor();
    await page.reload();
    await page.getByRole("heading", { name: "Sign in" }).waitFor();
    expect(await page.evaluate("document.cookie + sessionStorage.length")).toBe("0");
    expect(foreignRequests).toEqual([]);
  });
});

/** Run in the page: what of its content would have to be scrolled to from the side. */
const beyondTheEdge = `[...document.querySelectorAll("main :not(thead, thead *)")]
  .filter((each) => each.getBoundingClientRect().right > innerWidth && each.checkVisibility())
  .map((each) => each.textContent)`;
