import type { Payer } from "@rollbook/core/plan";
import { findUnknownPayers } from "@rollbook/db/patient";
import { notFound, type Given } from "../run/index.ts";

/** Money is owed and paid by somebody the practice knows. @throws ServiceError not_found */
export async function refuseUnknownPayers({ tx }: Given, payers: readonly Payer[]): Promise<void> {
  const byKey = new Map(payers.map((payer) => [`${payer.kind} ${payer.id}`, payer]));
  if (byKey.size === 0) return;
  const [unknown] = await findUnknownPayers(tx, [...byKey.values()]);
  if (unknown !== undefined) throw notFound(unknown.kind, unknown.id);
}
