export { Currency, currency, exponentOf } from "./currency.ts";
export {
  decimalOf,
  formatMoney,
  minorFromDecimal,
  MinorUnits,
  minorUnits,
  mostMinor,
  sumMoney,
} from "./minorUnits.ts";
export type { Money } from "./minorUnits.ts";
export { multiplyAndRound, prorate } from "./round.ts";
export { splitByLargestRemainder } from "./split.ts";
export { Tax, taxAmount } from "./tax.ts";
export type { TaxedAmount } from "./tax.ts";
