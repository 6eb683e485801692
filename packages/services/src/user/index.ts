export { changeUserRole } from "./changeUserRole.ts";
export { inviteUser, InviteUserInput, renewInvitation } from "./inviteUser.ts";
export { invitationIsOver, joinPractice } from "./joinPractice.ts";
export { changeableUser, type PracticeUser } from "./practiceUser.ts";
export { getUser, listUsers } from "./readUsers.ts";
export { removeUser } from "./removeUser.ts";
export { hashOfToken, newToken } from "./token.ts";
export { inEachPractice, userPrincipal, type UserPrincipal } from "./userPrincipal.ts";
