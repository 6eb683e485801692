import * as z from "zod";
import { changeRecords, defineVerb, practiceRoles, refuseMoreThanOwn } from "../run/index.ts";
import {
  changeableUser,
  practiceUserKind,
  requireAnotherOwner,
  shownUser,
} from "./practiceUser.ts";

export const changeUserRole = defineVerb({
  name: "user.change_role",
  permission: "user.write",
  input: z.strictObject({
    id: z.string(),
    role: z.enum(practiceRoles),
    version: z.int().optional(),
  }),
  run: async ({ input, ...given }) => {
    const { id, role, version } = input;
    const user = await changeableUser(given, id);
    refuseMoreThanOwn(given.context, { role, what: "A person" });
    if (role !== "owner") await requireAnotherOwner(given, user);
    const change = { id, version, changes: { role } };
    const [changed] = await changeRecords(given, practiceUserKind, [change]);
    return shownUser(changed ?? user);
  },
  audit: ({ input }) => ({ entityId: input.id, detail: { role: input.role } }),
});
