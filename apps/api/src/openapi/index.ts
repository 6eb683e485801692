export { buildDocument } from "./document.ts";
export { mountOperation } from "./mount.ts";
export { defineOperation, type Operation, type OperationAnswer } from "./operation.ts";
