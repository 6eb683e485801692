export {
  ContractPrice,
  OtherProduct,
  Payer,
  Plan,
  PlanPrice,
  Pricing,
  Product,
  SeatBand,
} from "./schema.ts";
export { ageOn, explainPrice, ownPriceOfRoster, priceOf } from "./price.ts";
export type { BilledPrice, NoPrice, PriceBasis, PriceInput } from "./price.ts";
