export {
  countMoved,
  deleteSignOff,
  findAcceptance,
  insertAcceptance,
  listBaseClaims,
  listMemberNames,
  listSignOffs,
  saveSignOff,
  type CutOverAcceptance,
  type MemberNameRow,
} from "./cutOver.ts";
