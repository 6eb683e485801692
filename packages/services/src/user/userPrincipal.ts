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
  const { id, name, email, role } = chosen;
  const permissions = permissionsFor({ role, only: null });
  return {
    kind: "user",
    id,
    name,
    email,
    userId,
    practiceId: chosen.practiceId,
    role,
    permissions,
    practices,
  };
}
