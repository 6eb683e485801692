export { addOperator, AddOperatorInput } from "./addOperator.ts";
export { operatorOfUser, resolveOperatorKey, type OperatorPrincipal } from "./operatorPrincipal.ts";
export { listOperators, removeOperator } from "./removeOperator.ts";
