export { buildDocument } from "./document.ts";
export { mountOperation } from "./mount.ts";
export {
  defineFileOperation,
  defineEveryonesOperation,
  defineOperation,
  defineOperatorOperation,
  type Operation,
  type OperationRequest,
} from "./operation.ts";
