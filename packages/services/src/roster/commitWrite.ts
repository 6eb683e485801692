import type { RosterValues } from "@rollbook/core/roster";
import { withPractice } from "@rollbook/db";
import {
  commitRosterRows,
  confirmGeneration,
  giveGeneration,
  holdsLease,
  takeLease,
} from "@rollbook/db/roster";
import { ServiceError, type Context, type Services } from "../run/index.ts";
import { endRunIn, type RunEnding } from "./runs.ts";

export type WriteVerification = {
  rows: readonly {
    rowId: string;
    record: number;
    computed: { readonly [key: string]: unknown };
    inputs: { readonly [field: string]: unknown };
    isIdConfirmed: boolean;
  }[];
};

/** The base follows what the answer of the batch showed, cell by cell; what it did not show stays an open intent. */
export function commitWrite(
  services: Services,
  input: {
    context: Context;
    rosterId: string;
    holder: string;
    generation: number;
    verification: WriteVerification;
    /** The database's own view, from which written input cells came. */
    stored: ReadonlyMap<string, RosterValues>;
    /** With the last step of a run. */
    ending: RunEnding | null;
  },
): Promise<void> {
  const { rosterId, holder, generation, stored, ending } = input;
  return withPractice(services.database, input.context, async (tx) => {
    const isMine = await holdsLease(tx, { rosterId, holder });
    const rows = input.verification.rows.map((row) => ({
      ...row,
      stored: storedPart({ view: stored.get(row.rowId), fields: Object.keys(row.inputs) }),
    }));
    await Promise.all([
      ...(isMine
        ? [
            confirmGeneration(tx, { rosterId, generation }),
            commitRosterRows(tx, { rosterId, rows }),
          ]
        : []),
      ending === null ? undefined : endRunIn(tx, { rosterId, holder, ending }),
    ]);
  });
}

function storedPart(input: { view: RosterValues | undefined; fields: readonly string[] }) {
  const view = (input.view ?? {}) as { [field: string]: unknown };
  return Object.fromEntries(input.fields.map((field) => [field, view[field] ?? null]));
}

/** Before each further batch of one sync: its number is given out and the lease renewed. @throws ServiceError conflict */
export function numberBatch(
  services: Services,
  input: {
    context: Context;
    rosterId: string;
    holder: string;
    generation: number;
    leaseMs: number;
  },
): Promise<void> {
  const { rosterId, holder, generation } = input;
  const now = services.clock();
  const until = new Date(Date.parse(now) + input.leaseMs).toISOString();
  return withPractice(services.database, input.context, async (tx) => {
    const isMine =
      (await holdsLease(tx, { rosterId, holder })) &&
      (await takeLease(tx, { rosterId, holder, now, until })) !== undefined;
    if (!isMine) {
      throw new ServiceError(
        "conflict",
        "Another worker took over this roster; what is missing is written by the next sync.",
      );
    }
    await giveGeneration(tx, { rosterId, generation });
  });
}
