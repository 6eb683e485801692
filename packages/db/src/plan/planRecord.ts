import { entityTable, type EntityRecord } from "../entity/entityTable.ts";

/** The columns of a product; core's Product is made of them. */
export interface PlanRecord extends EntityRecord {
  readonly externalId: string | null;
  readonly type: "membership" | "service" | "fee";
  readonly name: string;
  readonly currency: string;
  readonly tax: unknown;
  readonly healthcode: string | null;
  readonly isArchived: boolean;
  readonly audience: "retail" | "employer" | null;
  readonly billing: "advance" | "arrears" | null;
  readonly pricing: unknown;
  readonly enrollmentFeeMinor: number | null;
  readonly contractPrices: unknown;
  /** Of a service or a fee. */
  readonly priceMinor: number | null;
}

export const planTable = entityTable<PlanRecord>("plan", [
  "id",
  "externalId",
  "type",
  "name",
  "currency",
  "tax",
  "healthcode",
  "isArchived",
  "audience",
  "billing",
  "pricing",
  "enrollmentFeeMinor",
  "contractPrices",
  "priceMinor",
  "version",
  "createdAt",
  "updatedAt",
]);
