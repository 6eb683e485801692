export { buildDocument } from "./document.ts";
export { mountOperation } from "./mount.ts";
export {
  defineFileOperation,
  defineEveryonesOperation,
  defineOperation,
  defineOperatorOperation,
  type FileAnswer,
  type Operation,
  type OperationRequest,
} from "./operation.ts";
