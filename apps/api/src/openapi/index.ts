export { buildDocument } from "./document.ts";
export { mountOperation } from "./mount.ts";
export {
  defineFileOperation,
  defineOperation,
  defineOperatorOperation,
  type Operation,
  type OperationRequest,
} from "./operation.ts";
