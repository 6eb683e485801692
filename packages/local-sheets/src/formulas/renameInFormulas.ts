import type { Draft } from "../model/draft.ts";
import { rewriteReferences } from "./rewrite.ts";
import { rewriteFormulas } from "./shiftFormulas.ts";

/** After a sheet got a new name, formulas that name it follow. */
export function renameInFormulas({
  draft,
  from,
  to,
}: {
  draft: Draft;
  from: string;
  to: string;
}): void {
  rewriteFormulas(draft, (formula) =>
    rewriteReferences(formula, (reference) =>
      reference.sheet?.toLowerCase() === from.toLowerCase()
        ? { ...reference, sheet: to }
        : reference,
    ),
  );
}
