import { BooleanFilter } from "./filters.ts";

export const dryRunQuery = {
  dry_run: BooleanFilter.openapi({ description: "Compute the same answer and keep nothing" }),
};
