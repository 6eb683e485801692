export {
  createRollbookClient,
  type ClientInput,
  type RollbookClient,
} from "./createRollbookClient.ts";
export { verifyWebhook } from "./verifyWebhook.ts";
export type { components, operations, paths } from "./generated/paths.ts";
