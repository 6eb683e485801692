import { PlainDate } from "@rollbook/core/calendar";
import { refuse } from "@rollbook/core/explain";
import { EarlierPayment, refuseHandOver } from "@rollbook/core/migration";
import { PaymentMethod } from "@rollbook/core/membership";
import {
  deleteEarlierPayment,
  findEarlierPayment,
  findKnownPayments,
  insertEarlierPayments,
  listBalances,
  listEarlierPayments as findEarlierPayments,
  replaceEarlierPayment,
} from "@rollbook/db/paymentsMigration";
import { findUnknownPayers } from "@rollbook/db/patient";
import * as z from "zod";
import { freezeOf, readMigration } from "../migrationState/index.ts";
import { refuseUnknownPayers } from "../patient/index.ts";
import { asPage, defineVerb, ListInput, notFound, refused, type Given } from "../run/index.ts";
import { applyEvent } from "./applyEvent.ts";

/** What is handed over may change until it has moved, and not while it moves (MIG-1, MIG-5). */
async function openEarlierSystem(given: Given): Promise<void> {
  const frozen = await freezeOf(given, "hand_over");
  if (frozen !== null) throw refused(frozen);
  const { state } = await readMigration(given, { lock: "mine" });
  if (state === "active") await applyEvent(given, { event: "hand_over" });
}

async function refuseStrangers({ tx }: Given, payments: readonly EarlierPayment[]): Promise<void> {
  const payers = payments.map(({ payerKind, patientId }) => ({ kind: payerKind, id: patientId }));
  const unknown = await findUnknownPayers(tx, payers);
  if (unknown.length === 0) return;
  const some = unknown.slice(0, 5).map(({ kind, id }) => `${kind} ${id}`);
  const reason = `The practice has no ${some.join(", no ")}: nothing was handed over (MIG-7).`;
  throw refused(refuse("MIG-7", reason));
}

/** Keeps what the earlier payments system holds; from the first row on the practice has something to move. */
export const importEarlierPayments = defineVerb({
  name: "migration.import_earlier",
  permission: "migration.write",
  input: z.strictObject({ payments: z.array(EarlierPayment) }),
  run: async ({ input: { payments }, ...given }) => {
    await openEarlierSystem(given);
    await refuseStrangers(given, payments);
    const refusal = refuseHandOver({
      payments,
      known: await findKnownPayments(given.tx, {
        ids: payments.map(({ id }) => id),
        references: payments.flatMap(({ processorReference }) => processorReference ?? []),
      }),
      today: given.today,
    });
    if (refusal !== null) throw refused(refusal);
    const added = await insertEarlierPayments(given.tx, given.practice.practiceId, payments);
    return { added, known: payments.length - added };
  },
  audit: ({ result }) => ({ entityId: null, detail: result }),
});

export const listEarlierPayments = defineVerb({
  name: "migration.list_earlier",
  permission: "migration.read",
  input: ListInput.extend({ patientId: z.string().optional() }),
  run: async ({ input, ...given }) =>
    asPage(await findEarlierPayments(given.tx, { ...input, limit: input.limit + 1 }), input.limit),
});

/** Puts right what the earlier system had wrong, so that balances agree; what it said before stays in the audit log. */
export const correctEarlierPayment = defineVerb({
  name: "migration.correct_earlier",
  permission: "migration.write",
  input: z.strictObject({
    id: z.string(),
    reason: z.string().trim().min(1),
    changes: z.strictObject({
      patientId: z.string().min(1).optional(),
      amountMinor: z.int().optional(),
      receivedOn: PlainDate.optional(),
      method: PaymentMethod.optional(),
      invoiceId: z.string().min(1).nullable().optional(),
    }),
  }),
  run: async ({ input: { id, changes }, ...given }) => {
    const before = await openEarlierPayment(given, id);
    const after: EarlierPayment = EarlierPayment.parse({ ...before, ...changes });
    await refuseUnknownPayers(given, [{ kind: after.payerKind, id: after.patientId }]);
    const refusal = refuseHandOver({ payments: [after], known: [], today: given.today });
    if (refusal !== null) throw refused(refusal);
    await replaceEarlierPayment(given.tx, after);
    return { before, after };
  },
  audit: ({ input, result }) => ({
    entityId: input.id,
    detail: { reason: input.reason, ...result },
  }),
});

export const removeEarlierPayment = defineVerb({
  name: "migration.remove_earlier",
  permission: "migration.write",
  input: z.strictObject({ id: z.string(), reason: z.string().trim().min(1) }),
  run: async ({ input: { id }, ...given }) => {
    const before = await openEarlierPayment(given, id);
    await deleteEarlierPayment(given.tx, { id });
    return { before };
  },
  audit: ({ input, result }) => ({
    entityId: input.id,
    detail: { reason: input.reason, ...result },
  }),
});

async function openEarlierPayment(given: Given, id: string): Promise<EarlierPayment> {
  const found = await findEarlierPayment(given.tx, { id });
  if (found === undefined) throw notFound("earlier payment", id);
  await openEarlierSystem(given);
  return found;
}

/** What each payer owed before the payments moved and after, as the run noted it (MIG-8). */
export const listMigrationBalances = defineVerb({
  name: "migration.list_balances",
  permission: "migration.read",
  input: ListInput,
  run: async ({ input: { after, limit }, ...given }) => {
    const found = await listBalances(given.tx, { after, limit: limit + 1 });
    const rows = found.map((each) => ({ ...each, id: `${each.patientId} ${each.currency}` }));
    return asPage(rows, limit);
  },
});
