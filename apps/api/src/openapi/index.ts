export { buildDocument } from "./document.ts";
export { mountOperation } from "./mount.ts";
export {
  defineFileOperation,
  defineOperation,
  type Operation,
  type OperationRequest,
} from "./operation.ts";
