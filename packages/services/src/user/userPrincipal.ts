import { practicesOfUser, type PracticeOfUser } from "@rollbook/db/practiceUser";
import { permissionsFor, type Permission, type Services } from "../run/index.ts";

/** A person of a practice as one who asks. */
export interface UserPrincipal {
  readonly kind: "user";
  /** Of the person in this practice: usr_... */
  readonly id: string;
  readonly name: string;
  readonly email: string;
  /** Of the person who signs in, the same in all practices; never shown. */
  readonly userId: string;
  readonly practiceId: string;
  readonly role: string;
  readonly permissions: readonly Permission[];
  readonly practices: readonly PracticeOfUser[];
}

/** The person in the practice that was chosen, else in the first one; undefined where they are in none, or not in that. */
export async function userPrincipal(
  services: Services,
  { userId, practiceId }: { userId: string; practiceId: string | undefined },
): Promise<UserPrincipal | undefined> {
  const practices = await practicesOfUser(services.database, { userId });
  const chosen =
    practiceId === undefined
      ? practices[0]
      : practices.find((practice) => practice.practiceId === practiceId);
  if (chosen === undefined) return undefined;
  return principalIn({ userId, practices, chosen });
}

/** The same person in each of their practices, the oldest practice first, with the role that they have there. */
export function inEachPractice({
  userId,
  practices,
}: Pick<UserPrincipal, "userId" | "practices">): readonly UserPrincipal[] {
  return practices
    .map((chosen) => principalIn({ userId, practices, chosen }))
    .toSorted((one, other) => (one.practiceId < other.practiceId ? -1 : 1));
}

function principalIn({
  userId,
  practices,
  chosen: { practiceId, id, name, email, role },
}: Pick<UserPrincipal, "userId" | "practices"> & { chosen: PracticeOfUser }): UserPrincipal {
  const permissions = permissionsFor({ role, only: null });
  return { kind: "user", id, name, email, userId, practiceId, role, permissions, practices };
}
