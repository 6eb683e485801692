export { buildDocument } from "./document.ts";
export { mountOperation } from "./mount.ts";
export {
  defineOperation,
  type Operation,
  type OperationAnswer,
  type OperationRequest,
} from "./operation.ts";
