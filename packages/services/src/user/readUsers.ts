import { listPresentUsers } from "@rollbook/db/practiceUser";
import * as z from "zod";
import { asPage, defineVerb, getRecord, ListInput, notFound } from "../run/index.ts";
import { practiceUserKind, shownUser } from "./practiceUser.ts";

export const listUsers = defineVerb({
  name: "user.list",
  permission: "user.read",
  input: ListInput,
  run: async ({ tx, input }) => {
    const { after, limit } = input;
    const found = await listPresentUsers(tx, { after, limit: limit + 1 });
    return asPage(found.map(shownUser), limit);
  },
  audit: ({ result }) => ({ entityId: null, detail: { count: result.data.length } }),
});

export const getUser = defineVerb({
  name: "user.get",
  permission: "user.read",
  input: z.strictObject({ id: z.string() }),
  run: async ({ input, ...given }) => {
    const user = await getRecord(given, practiceUserKind, input.id);
    if (user.removedAt !== null) throw notFound("user", input.id);
    return shownUser(user);
  },
});
