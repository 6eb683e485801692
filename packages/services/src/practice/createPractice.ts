import { dateInZone, TimeZone } from "@rollbook/core/calendar";
import { initialMigration } from "@rollbook/core/migration";
import { Currency } from "@rollbook/core/money";
import { newId, withPractice } from "@rollbook/db";
import { insertAuditEvent } from "@rollbook/db/audit";
import { saveMigration } from "@rollbook/db/paymentsMigration";
import { insertPractice, type PracticeRecord } from "@rollbook/db/practice";
import * as z from "zod";
import { setBillingDue } from "../billingDue/index.ts";
import { systemContext, type Actor, type Services } from "../run/index.ts";

export const CreatePracticeInput = z.strictObject({
  name: z.string().trim().min(1),
  externalId: z.string().min(1).nullable().default(null),
  timeZone: TimeZone,
  currency: Currency,
  locale: z.string().min(2),
  isTest: z.boolean().default(false),
  /** A test practice's own clock; it stands still until it is moved. */
  clockInstant: z.iso.datetime({ offset: true }).nullable().default(null),
  invoiceTermsDays: z.int().min(0).max(365).default(0),
  settings: z.record(z.string(), z.unknown()).default({}),
});
export type CreatePracticeInput = z.input<typeof CreatePracticeInput>;

/** The one act that has no practice yet: it makes one, not live. */
export async function createPractice(
  services: Services,
  input: CreatePracticeInput & { actor?: Actor; requestId?: string },
): Promise<PracticeRecord> {
  const { actor, requestId = "create_practice", ...rest } = input;
  const given = CreatePracticeInput.parse(rest);
  const instant = services.clock();
  const makeId = (prefix: string) => newId(prefix, { instant, random: services.randomBytes });
  const practice = practiceFrom(given, { practiceId: makeId("pra"), instant });
  const { actor: system } = systemContext({ practiceId: practice.practiceId, instant, requestId });
  await withPractice(services.database, practice, async (tx) => {
    await insertPractice(tx, practice);
    await setBillingDue(tx, practice, { dueOn: null });
    await saveMigration(tx, practice.practiceId, {
      migration: initialMigration({
        practiceMadeOn: dateInZone(instant, practice.timeZone),
        cutOverOn: services.paymentsCutOverOn,
      }),
      names: { practice: practice.name, group: practice.name },
      at: instant,
      by: (actor ?? system).id,
    });
    await insertAuditEvent(tx, practice.practiceId, {
      id: makeId("evt"),
      at: instant,
      actorKind: (actor ?? system).kind,
      actorId: (actor ?? system).id,
      action: "practice.create",
      entityId: practice.practiceId,
      requestId,
      detail: {},
    });
  });
  return practice;
}

function practiceFrom(
  given: z.output<typeof CreatePracticeInput>,
  { practiceId, instant }: { practiceId: string; instant: string },
): PracticeRecord {
  return {
    ...given,
    practiceId,
    isTest: given.isTest || given.clockInstant !== null,
    liveOn: null,
    liveBy: null,
    livePreview: null,
    isAutoInvoice: true,
    autoInvoiceSince: null,
    version: 1,
    createdAt: instant,
    updatedAt: instant,
  };
}
