export { acceptCutOver, exportCutOver, proveCutOver } from "./proveCutOver.ts";
