import { EventEmitter, once } from "node:events";
import { afterAll, beforeAll, expect, test } from "vitest";
import { runBilling } from "../billing/index.ts";
import { listInvoices, markInvoiceSent } from "../invoice/index.ts";
import { openJobQueue, type JobQueue } from "../jobs/index.ts";
import { always, createProcessorSimulator } from "../processor/index.ts";
import {
  acceptFirstCharges,
  addMember,
  addPlan,
  day,
  startTestPractice,
  type TestPractice,
} from "../testing/index.ts";
import { setAutopay, startAutopayWorker } from "./index.ts";

const none = { test: null, real: null };
let here: TestPractice;
let queue: JobQueue;
beforeAll(async () => {
  here = await startTestPractice();
  queue = await openJobQueue({ url: here.testDatabase.url });
});
afterAll(async () => {
  await queue.stop({ timeoutMs: 1000 });
  await here.testDatabase.drop();
});

test("AUTO-3: what comes due becomes a job that charges it", async () => {
  const planId = await addPlan(here);
  await addMember(here, {
    planId,
    statedStart: day("2026-06-01"),
    paymentMethod: "ach",
    isAutopay: true,
    mandateOn: day("2026-05-20"),
  });
  await acceptFirstCharges(here);
  await here.run(setAutopay, { isOn: true, missing: none });
  here.setInstant("2026-06-01T15:00:00Z");
  await here.run(runBilling, {});
  const [invoice] = (await here.run(listInvoices, {})).data;
  await here.run(markInvoiceSent, { id: invoice?.id ?? "" });

  const reports = new EventEmitter();
  const reported = once(reports, "report");
  const worker = await startAutopayWorker({
    services: here.services,
    queue,
    processors: always(createProcessorSimulator({ clock: here.services.clock })),
    onReport: (practiceId, report) => void reports.emit("report", practiceId, report),
  });
  expect(await worker.look()).toBe(1);
  expect(await reported).toMatchObject([here.practice.practiceId, { acceptedCount: 1 }]);
  await worker.stop();
});
