export {
  insertBadDebtAct,
  listBadDebtActs,
  type BadDebtActRow,
  type NewBadDebtAct,
} from "./badDebtAct.ts";
