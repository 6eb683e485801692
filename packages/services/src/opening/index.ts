export { recordOpenings, type AskedOpening } from "./recordOpenings.ts";
