export {
  deleteSignOff,
  listBaseClaims,
  listMemberNames,
  listSignOffs,
  saveSignOff,
  type MemberNameRow,
} from "./cutOver.ts";
