export {
  openDatabase,
  type Database,
  type OpenDatabaseOptions,
  type Sql,
  type Transaction,
} from "./connection/openDatabase.ts";
export { isReachable } from "./connection/isReachable.ts";
export { asWorker, withPractice } from "./connection/withPractice.ts";
export { newId, type RandomBytes } from "./id/newId.ts";
export { migrate, NewerDatabaseError } from "./migrate/migrate.ts";
export {
  emptyFragment,
  entityTable,
  mine,
  snakeCase,
  type EntityRecord,
  type EntityTable,
  type ListPage,
  type SqlFragment,
} from "./entity/entityTable.ts";
