export {
  findOperatorOfUser,
  insertOperator,
  insertOperatorKey,
  listOperators,
  removeOperator,
  resolveOperatorKey,
  setOperatorUser,
  type OperatorRecord,
} from "./operatorRecord.ts";
