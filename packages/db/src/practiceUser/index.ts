export {
  countOwners,
  findPresentUserByEmail,
  isInvited,
  listPresentUsers,
  lockOwners,
  namesOfUsers,
  practicesOfUser,
  practiceUserTable,
  resolveInvitation,
  type FoundInvitation,
  type PracticeOfUser,
  type PracticeUserRecord,
} from "./practiceUserRecord.ts";
