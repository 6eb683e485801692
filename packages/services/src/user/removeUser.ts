import * as z from "zod";
import { changeRecords, defineVerb } from "../run/index.ts";
import {
  changeableUser,
  practiceUserKind,
  requireAnotherOwner,
  shownUser,
} from "./practiceUser.ts";

/** From this moment on the person's sessions open nothing here; an invitation not yet taken up is withdrawn. */
export const removeUser = defineVerb({
  name: "user.remove",
  permission: "user.write",
  input: z.strictObject({ id: z.string() }),
  run: async ({ input, ...given }) => {
    const user = await changeableUser(given, input.id);
    await requireAnotherOwner(given, user);
    const changes = {
      removedAt: given.context.instant,
      invitationHash: null,
      invitationExpiresAt: null,
    };
    const [removed] = await changeRecords(given, practiceUserKind, [{ id: user.id, changes }]);
    return shownUser(removed ?? user);
  },
});
