import type { KnownValues } from "./arbitraryOf.ts";
import type { DescribedOperation } from "./describedApi.ts";

/** The body that the document shows, with ids that are there in place of those of nobody. */
export function exampleBody({ bodyExample }: DescribedOperation, known: KnownValues): unknown {
  if (bodyExample === undefined) return undefined;
  const ids: Readonly<Record<string, unknown>> = {
    pat: known.patient_id?.[0],
    pln: known.product_id?.[1],
    inv: known.invoice_id?.[0],
    row: known.row_id?.[0],
    evt: known.processor_event_id?.[0],
    reh: known.rehearsal_id?.[0],
  };
  const text = JSON.stringify(bodyExample)
    .replaceAll(/"plan_id":"pln_\w+"/g, () => `"plan_id":${JSON.stringify(known.plan_id?.[0])}`)
    .replaceAll(/"(pat|pln|inv|row|evt|reh)_01jy\w+"/g, (_, prefix: string) =>
      JSON.stringify(ids[prefix] ?? `${prefix}_nobody`),
    );
  return JSON.parse(text) as unknown;
}
