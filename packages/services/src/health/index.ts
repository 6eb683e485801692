export { isDatabaseReachable } from "./isDatabaseReachable.ts";
