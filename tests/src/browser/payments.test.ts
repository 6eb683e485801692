import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { createApi, serveApi, type ServedApi } from "@rollbook/api";
import type { TestDatabase } from "@rollbook/db/testing";
import { always, createProcessorSimulator } from "@rollbook/services/processor";
import { runRefunds } from "@rollbook/services/processorRefund";
import type { Locator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { findBrowser, whyNot } from "./findBrowser.ts";
import { openLakeside, ownerLink } from "./lakeside.ts";
import { seedMoneyOfNobody, seedPayers } from "./seedPayers.ts";

const found = await findBrowser();
if (found.kind === "missing") {
  const sentence = whyNot({ what: "payments in the dashboard", reason: found.reason });
  test.skip(`${sentence}`);
}

const instant = "2026-05-15T17:00:00.000Z";

describe.skipIf(found.kind === "missing")("payments in the dashboard", () => {
  let store: TestDatabase;
  let api: ServedApi;
  let page: Page;
  let askProcessor: () => Promise<unknown>;
  let moneyOfNobody: (count: number) => Promise<unknown>;
  let screenshots: string;

  beforeAll(async () => {
    screenshots =
      process.env["ROLLBOOK_SCREENSHOTS"] ??
      (await mkdtemp(path.join(tmpdir(), "rollbook-screenshots-")));
    const lakeside = await openLakeside({ instant });
    ({ store } = lakeside);
    const { services, practiceId } = lakeside;
    const processor = createProcessorSimulator({
      clock: services.clock,
      behaveOnRefund: () => "decline",
    });
    const processors = always(processor);
    moneyOfNobody = (count) => seedMoneyOfNobody({ services, practiceId, count });
    askProcessor = () => runRefunds(services, { practiceId, processors });
    api = await serveApi({
      app: createApi({ services, secret: "a secret of tests", processors }),
      port: 0,
    });
    await seedPayers({ services, practiceId, apiUrl: api.url });
    if (found.kind === "missing") return;
    page = await (await found.browser.newContext({ locale: "en-US" })).newPage();
    await page.goto(await ownerLink({ ...lakeside, apiUrl: api.url }));
    await page.getByRole("heading", { name: "Overview" }).waitFor();
  });
  afterAll(async () => {
    if (found.kind === "found") await found.browser.close();
    await api.stop();
    await store.drop();
  });

  const shot = (name: string) =>
    page.screenshot({ path: path.join(screenshots, `${name}.png`), fullPage: true });

  async function openPayments(): Promise<void> {
    await page.getByRole("link", { name: "Overview", exact: true }).click();
    await page.getByRole("link", { name: "Payments", exact: true }).click();
    await page.getByRole("heading", { name: "Record a payment" }).waitFor();
  }

  const rowOf = (text: string): Locator => page.locator("tbody tr", { hasText: text });

  async function act(title: string, fields: Record<string, string>): Promise<void> {
    const form = page.locator("details", { has: page.locator("summary", { hasText: title }) });
    if ((await form.getAttribute("open")) === null) await form.locator("summary").click();
    for (const [label, value] of Object.entries(fields)) await form.getByLabel(label).fill(value);
    await form.getByRole("button", { name: title, exact: true }).click();
  }

  test("a payment is recorded for an invoice and left unallocated", async () => {
    await openPayments();
    const form = page.getByRole("form", { name: "Record a payment" });
    await form.getByLabel("For the invoice").selectOption({ label: "1 Łukasz Świątek, $100.00" });
    await form.getByLabel("Amount").fill("130.00");
    await form.getByLabel("Paid by").selectOption("check");
    await form.getByLabel("Then").selectOption("later");
    await form.getByRole("button", { name: "Record" }).click();
    await rowOf("Łukasz Świątek").filter({ hasText: "$130.00" }).waitFor();
    expect(await page.getByRole("status").first().textContent()).toBe(
      "Recorded: $130.00 of Łukasz Świątek, received on May 15, 2026 (Check); it is left unallocated.",
    );
    expect(await page.getByText("was left unallocated").textContent()).toContain("$205.00");
    await shot("payments");
  });

  test("an amount that is none is refused in plain words", async () => {
    const form = page.getByRole("form", { name: "Record a payment" });
    await form.getByLabel("Amount").fill("ten");
    await form.getByRole("button", { name: "Record" }).click();
    await page.getByText('"ten" is no amount: write it such as 45.00.').waitFor();
    expect(await rowOf("Łukasz Świątek").count()).toBe(1);
  });

  test("auto-allocation shows its plan before anything is done", async () => {
    await page.getByRole("button", { name: "Show what would be allocated" }).click();
    await page.getByText("$150.00 would pay 2 invoices.").waitFor();
    expect(await page.locator("tbody tr", { hasText: "$130.00" }).count()).toBe(1);
    await shot("dry-run");
    await page.getByRole("button", { name: "Allocate it" }).click();
    await rowOf("$30.00").waitFor();
  });

  test("an allocation is taken off its invoice, once it was asked twice", async () => {
    await rowOf("$30.00").getByRole("link").click();
    await page.getByRole("heading", { name: "Payment", exact: true }).waitFor();
    await page.getByRole("button", { name: "Take off: invoice 1" }).click();
    await page.getByRole("button", { name: "Really take off?: invoice 1" }).click();
    await page.getByText("Taken off later").waitFor();
    expect(await page.getByText("$130.00 of it is left").count()).toBe(1);
    await shot("payment");
  });

  test("part of it is refunded; more than is left is refused in plain words", async () => {
    await act("Refund", { Amount: "500.00", Reason: "Moved away" });
    await page.getByText("At most 130.00 USD can be given back").waitFor();
    await act("Refund", { Amount: "20.00", Reason: "Moved away" });
    await rowOf("Moved away").waitFor();
    expect(await rowOf("Moved away").textContent()).toContain("$20.00");
    await page.getByText("$110.00 of it is left").waitFor();
  });

  test("what is dated inside a closed month is refused, with the first open day", async () => {
    await openPayments();
    const form = page.getByRole("form", { name: "Close the books of a month" });
    await form.getByLabel("Month").selectOption("2026-05");
    await form.getByRole("button", { name: "Close" }).click();
    await rowOf("May 2026").waitFor();
    await rowOf("$110.00").getByRole("link").click();
    await act("Refund", { Amount: "1.00", Reason: "Too late" });
    await page
      .getByText("The books of 2026-05 are locked; the first open day is 1 June 2026 (PAY-9).")
      .waitFor();
    await shot("locked");
    await openPayments();
    await page.getByRole("button", { name: "Open again: May 2026" }).click();
    await page.getByRole("button", { name: "Really open again?: May 2026" }).click();
    await page.getByText("No month is closed.").waitFor();
    expect(await rowOf("May 2026").count()).toBe(0);
  });

  test("a payment that was typed wrongly is corrected", async () => {
    await rowOf("$110.00").getByRole("link").click();
    await act("Correct", { "Right amount": "13.00", Reason: "Typed ten times too much" });
    await rowOf("Typed ten times too much").waitFor();
    await openPayments();
    await rowOf("$13.00").waitFor();
    expect(await rowOf("$110.00").count()).toBe(0);
    await shot("corrected");
  });

  test("the statement says what was asked, paid and given back, and downloads as PDF", async () => {
    await rowOf("$13.00").getByRole("link").first().click();
    await page.getByRole("link", { name: "Statement of Łukasz Świątek" }).click();
    await page.getByRole("heading", { name: "Statement" }).waitFor();
    await page.getByText("At the end: $87.00 owed").waitFor();
    expect(await page.locator("tbody tr").count()).toBe(5);
    await shot("statement");
    const downloading = page.waitForEvent("download");
    await page.getByRole("button", { name: "Download as PDF" }).click();
    expect((await downloading).suggestedFilename()).toMatch(/^statement-.*\.pdf$/);
  });

  test("an invoice is saved as PDF from its row", async () => {
    await page.getByRole("link", { name: "Invoices", exact: true }).click();
    const row = rowOf("Zoë Ångström");
    await row.waitFor();
    await shot("invoices");
    const downloading = page.waitForEvent("download");
    await row.getByRole("button", { name: "PDF" }).click();
    expect((await downloading).suggestedFilename()).toBe("invoice-2.pdf");
  });

  test("a refund that the processor declines waits for a person, who keeps it for the payer", async () => {
    await openPayments();
    await rowOf("Zoë Ångström").getByRole("link").first().click();
    await page.getByRole("button", { name: /^Take off: invoice/ }).click();
    await page.getByRole("button", { name: /^Really take off/ }).click();
    await page.getByText("Taken off later").waitFor();
    await act("Refund by the processor", { Amount: "50.00", Reason: "Paid twice" });
    await rowOf("Paid twice").waitFor();
    await askProcessor();
    await openPayments();
    await rowOf("the card is closed").waitFor();
    await shot("waiting");
    await page.getByRole("button", { name: /^Keep it for the payer/ }).click();
    await page.getByRole("button", { name: /^Really keep it/ }).click();
    await page.getByText("the card is closed").waitFor({ state: "detached" });
    await rowOf("Zoë Ångström").first().waitFor();
    expect(await rowOf("Zoë Ångström").count()).toBe(2);
  });

  test("on a phone nothing but tables is wider than the page", async () => {
    const link = await rowOf("Zoë Ångström").first().getByRole("link").getAttribute("href");
    await page.setViewportSize({ width: 390, height: 844 });
    for (const [address, heading] of [
      [link?.slice(1) ?? "", "What it pays"],
      ["payments", "Record a payment"],
    ] as const) {
      await page.goto(`${api.url}/dashboard/#${address}`);
      await page.getByRole("heading", { name: heading }).waitFor();
      const width = await page.evaluate<number>("document.documentElement.scrollWidth");
      expect({ address, width }).toEqual({ address, width: 390 });
      await shot(`phone-${address.split("?")[0] ?? ""}`);
    }
  });

  test("whatever waits is reached, however much of it there is", async () => {
    await moneyOfNobody(53);
    await openPayments();
    await rowOf("pi_nobody_").first().waitFor();
    expect(await rowOf("pi_nobody_").count()).toBe(50);
    await page.getByRole("button", { name: "Show more" }).click();
    await rowOf("pi_nobody_").nth(52).waitFor();
    expect(await rowOf("pi_nobody_").count()).toBe(53);
    expect(await page.getByRole("button", { name: "Show more" }).count()).toBe(0);
  });

  test("an invoice is also found by its number", async () => {
    await openPayments();
    const form = page.getByRole("form", { name: "Record a payment" });
    const first = await form.getByLabel("For the invoice").locator("option").first().textContent();
    await form.getByLabel("Amount").fill("1.23");
    await form.getByLabel("Then").selectOption("later");
    for (const [typed, said] of [
      ["first", '"first" is no invoice number: write it such as 1042.'],
      ["77", "No open invoice has the number 77."],
    ] as const) {
      await form.getByLabel("Or by its number").fill(typed);
      await form.getByRole("button", { name: "Record" }).click();
      await page.getByText(said).waitFor();
    }
    await form.getByLabel("Or by its number").fill(first?.split(" ")[0] ?? "");
    await form.getByRole("button", { name: "Record" }).click();
    await rowOf("$1.23").first().waitFor();
    expect(await rowOf("$1.23").count()).toBe(1);
    await form.getByLabel("Amount").fill("0.45");
    await form.getByRole("button", { name: "Record" }).click();
    await page.getByText(/^Recorded: \$0\.45 of .+; \$0\.45 of it pays invoice \d+\.$/).waitFor();
  });
});
