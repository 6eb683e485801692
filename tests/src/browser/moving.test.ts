import { createApi, serveApi, type ServedApi } from "@rollbook/api";
import { createRollbookClient, type RollbookClient } from "@rollbook/client";
import type { TestDatabase } from "@rollbook/db/testing";
import { createOwnerApiKey } from "@rollbook/services/apiKey";
import { runMigration } from "@rollbook/services/migration";
import type { Services } from "@rollbook/services/run";
import { readFile } from "node:fs/promises";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { findBrowser, whyNot } from "./findBrowser.ts";
import { openLakeside, ownerLink } from "./lakeside.ts";

const found = await findBrowser();
if (found.kind === "missing") {
  const sentence = whyNot({ what: "moving a practice", reason: found.reason });
  test.skip(`${sentence}`);
}

const secret = "a secret of tests";
const header = () => ({ "Idempotency-Key": crypto.randomUUID() });

describe.skipIf(found.kind === "missing")("moving a practice, in a browser", () => {
  let store: TestDatabase;
  let api: ServedApi;
  let services: Services;
  let client: RollbookClient;
  let practiceId: string;
  let page: Page;
  let now = "2026-05-15T12:00:00.000Z";

  beforeAll(async () => {
    const lakeside = await openLakeside({ clock: () => now });
    ({ store, services, practiceId } = lakeside);
    const { key } = await createOwnerApiKey(services, { practiceId, name: "moving" });
    api = await serveApi({ app: createApi({ services, secret }), port: 0 });
    client = createRollbookClient({ baseUrl: api.url, apiKey: key });
    await enroll();
    if (found.kind === "missing") return;
    page = await (await found.browser.newContext({ locale: "en-US" })).newPage();
    await page.goto(await ownerLink({ ...lakeside, apiUrl: api.url, sessionHours: 1000 }));
    await page.getByRole("link", { name: "Moving here", exact: true }).click();
  });
  afterAll(async () => {
    if (found.kind === "found") await found.browser.close();
    await api.stop();
    await store.drop();
  });

  /** Ada moves without a gap; for Grace, the old platform covers two days less than its last bill says. */
  async function enroll(): Promise<void> {
    const pricing = {
      kind: "per_person",
      prices: [{ interval: "P1M", price_minor: 9900 }],
    } as const;
    const plan = await client.POST("/v1/plans", {
      body: { type: "membership", name: "Gold", pricing } as never,
    });
    for (const [first_name, last_name] of [
      ["Ada", "Lovelace"],
      ["Grace", "Hopper"],
    ] as const) {
      const patient = await client.POST("/v1/patients", { body: { first_name, last_name } });
      await client.POST("/v1/memberships", {
        body: {
          patient_id: patient.data?.id ?? "",
          plan_id: plan.data?.id ?? "",
          interval: "P1M",
          last_billed: "2026-05-01",
        },
      });
    }
    await store.database.sql`
      update membership m set covered_through = '2026-05-29' from patient p
      where p.practice_id = m.practice_id and p.id = m.patient_id and p.last_name = 'Hopper'`;
  }

  const member = (name: string) => page.getByRole("region", { name });
  const say = (text: string | RegExp) => page.getByText(text).first().waitFor();

  test("the proof draws each member's days there and here, with the gap, the charges and who signs", async () => {
    await say("1 member has days that nobody bills, or that are billed twice.");
    const drawn = (name: string) => member(name).getByRole("img").getAttribute("aria-label");
    expect(await drawn("Ada Lovelace")).toMatch(
      /^Covered by the old platform: May 1, 2026 to May 31, 2026; Billed here: Jun 1, 2026 to/,
    );
    expect(await drawn("Grace Hopper")).toContain("Billed by nobody: May 30, 2026 to May 31, 2026");
    await member("Grace Hopper")
      .getByText("2 days that nobody bills: May 30, 2026 to May 31, 2026.")
      .waitFor();
    await member("Ada Lovelace")
      .getByText("last charge there May 1, 2026, first charge here Jun 1, 2026")
      .waitFor();
    const card = (text: string) => page.locator(".card", { hasText: text }).locator("strong");
    expect(await card("Days nobody bills").textContent()).toBe("2");
    expect(await card("Not signed off yet").textContent()).toBe("1");
    expect(await page.getByRole("button", { name: "Accept the proof" }).isDisabled()).toBe(true);
  });

  test("it is downloaded as PDF, CSV and JSON", async () => {
    const saved = async (name: string): Promise<string> => {
      const coming = page.waitForEvent("download");
      await page.getByRole("button", { name: `Download ${name}` }).click();
      const download = await coming;
      expect(download.suggestedFilename()).toBe(`cut-over-proof.${name.toLowerCase()}`);
      return readFile(await download.path(), "utf8");
    };
    expect(await saved("PDF")).toMatch(/^%PDF-/);
    expect(await saved("CSV")).toContain("Grace Hopper,gap,2026-05-30,2026-05-31");
    expect(JSON.parse(await saved("JSON"))).toMatchObject({ totals: { gap_days: 2, open: 1 } });
  });

  test("a gap is signed off, taken back and signed again; then the proof is accepted and the practice is live", async () => {
    const grace = member("Grace Hopper");
    const sign = async () => {
      await grace.locator("summary", { hasText: "Sign off" }).click();
      await grace.getByLabel("Why this is right").fill("Two days as a present");
      await grace.getByRole("button", { name: "Sign off" }).click();
      await grace.getByText('"Two days as a present"').waitFor();
    };
    await sign();
    await grace.getByRole("button", { name: "Take back" }).click();
    await say("1 member has days that nobody bills");
    await sign();
    await say("No day is billed twice and none is missed, or it is signed off");
    await say("First charges, through Jun 15, 2026: 2 invoices, $198.00 in all.");
    await page.getByRole("button", { name: "Accept the proof and go live" }).click();
    await say(/^Live since May 15, 2026\. .+ accepted the proof on May 15, 2026/);
    expect(await page.getByRole("button", { name: "Take back" }).count()).toBe(0);
  });

  test("the next 13 months stand in a table, and the old export is laid beside them", async () => {
    await page.getByRole("link", { name: "The next 13 months" }).click();
    const row = page.locator(".months tbody tr", { hasText: "Ada Lovelace" });
    await row.waitFor();
    expect(await row.locator("td").allTextContents()).toEqual([
      "Ada Lovelace",
      "",
      ...Array.from({ length: 12 }, () => "$99.00"),
    ]);
    const months = Array.from({ length: 12 }, (_, at) =>
      at < 7
        ? `2026-${String(at + 6).padStart(2, "0")}`
        : `2027-${String(at - 6).padStart(2, "0")}`,
    );
    const lines = ["Ada Lovelace", "Grace Hopper"].map((name) =>
      [
        name,
        ...months.map((month) => (name.startsWith("Ada") && month === "2026-07" ? 95 : 99)),
      ].join(),
    );
    const csv = [["Name", ...months].join(), ...lines, "Nobody Here,10"].join("\n");
    const upload = (name: string, mimeType: string, text: string) =>
      page
        .getByLabel("The old system's export")
        .setInputFiles({ name, mimeType, buffer: Buffer.from(text) });
    await upload("old.csv", "text/csv", csv);
    await page.getByRole("button", { name: "Compare" }).click();
    await say("23 amounts are equal, 2 amounts differ.");
    const differing = page.locator("tr", { hasText: "Ada Lovelace" }).first();
    expect(await differing.textContent()).toMatch(/Jul 26.*\$95\.00.*\$99\.00.*\$4\.00/);
    await say("Nobody Here (not known here)");
    await upload("old.xlsx", "application/octet-stream", "PK\u0003\u0004 broken");
    await page.getByRole("button", { name: "Compare" }).click();
    await page.locator(".problem", { hasText: /\w/ }).first().waitFor();
  });

  test("payments: rehearsed, consented to, queued, frozen while they move, in Error with what differs, put right, and Active", async () => {
    const { data: patients } = await client.GET("/v1/patients");
    const patient_id = patients?.data[0]?.id ?? "";
    const earlier = {
      patient_id,
      currency: "USD",
      received_on: "2026-05-02",
      method: "card",
    } as const;
    const hand = (id: string, amount_minor: number) =>
      client.POST("/v1/payments-migration/earlier-payments", {
        params: { header: header() },
        body: {
          payments: [{ ...earlier, id, amount_minor, invoice_id: null, processor_reference: null }],
        },
      });
    await hand("old-1", 12_000);
    await page.getByRole("link", { name: "Payments", exact: true }).last().click();
    await say("The payments are in the earlier system.");
    await queueOnPage();
    await say("Queued: the payments move on May 15, 2026, 10:00 PM.");
    // Handed over after the rehearsal that was consented to: more given back than was ever paid.
    const late = await hand("old-2", -50_000);
    expect(late.response.status).toBe(200);
    now = "2026-05-16T03:00:00.000Z";
    await seeFreeze();
    await page.reload();
    await say(
      "Stopped with an error on May 15, 2026, 10:00 PM: The run found 1 balance that differs",
    );
    const item = page.locator("li", { hasText: "old-2: -$500.00 on May 2, 2026, Card" });
    await item.locator("summary", { hasText: "Remove" }).click();
    await item.getByLabel("Reason").last().fill("It never was");
    await item.getByRole("button", { name: "Remove" }).click();
    await item.waitFor({ state: "detached" });
    await queueOnPage();
    await say(/^Queued: the payments move on May 16/);
    now = "2026-05-17T03:00:00.000Z";
    expect(await runMigration(services, { practiceId })).toMatchObject({ state: "active" });
    await page.reload();
    await say("Active since May 16, 2026");
    await page.locator("tr", { hasText: "-$120.00" }).waitFor();
  });

  async function queueOnPage(): Promise<void> {
    await page.getByRole("button", { name: "Rehearse" }).click();
    await say("Every balance would be the same before and after.");
    const form = page.getByRole("form", { name: "Consent" });
    expect(await form.getByLabel("What is agreed to").inputValue()).toContain(
      "of all its providers",
    );
    await form.getByRole("button", { name: "Consent and queue" }).click();
  }

  /** While the run is held at its first step, the page says until when nothing can be recorded. */
  async function seeFreeze(): Promise<void> {
    const { promise: held, resolve: release } = Promise.withResolvers<void>();
    const { promise: begun, resolve: begin } = Promise.withResolvers<void>();
    const run = runMigration(services, {
      practiceId,
      onStep: async (step) => {
        if (step !== "started") return;
        begin();
        await held;
      },
    });
    await begun;
    await page.reload();
    await say(/In progress: payments are being moved, expected to end at May 15, 2026/);
    release();
    expect(await run).toMatchObject({ state: "error" });
  }
});
