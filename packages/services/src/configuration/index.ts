export { readBy } from "./readBy.ts";
