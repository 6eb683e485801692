import { newId, withPractice } from "@rollbook/db";
import { insertAuditEvent } from "@rollbook/db/audit";
import { practiceUserTable, type FoundInvitation } from "@rollbook/db/practiceUser";
import { asServiceError, ServiceError, type Services } from "../run/index.ts";

export const invitationIsOver =
  "This invitation was used, withdrawn or has ended: ask whoever invited you for a new link.";

/** Takes an invitation up for the person who signed in or chose a password. Of two at once, one succeeds. */
export async function joinPractice(
  services: Services,
  {
    invitation,
    userId,
    requestId,
  }: { invitation: FoundInvitation; userId: string; requestId: string },
): Promise<void> {
  const { practiceId, id } = invitation;
  const at = services.clock();
  const join = withPractice(services.database, { practiceId }, async (tx) => {
    const [user] = await practiceUserTable.getForUpdate(tx, [id]);
    if (user === undefined || user.invitationHash === null)
      throw new ServiceError("conflict", invitationIsOver);
    const joined = {
      ...user,
      userId,
      joinedAt: at,
      updatedAt: at,
      invitationHash: null,
      invitationExpiresAt: null,
    };
    await practiceUserTable.update(tx, practiceId, [joined]);
    await insertAuditEvent(tx, practiceId, {
      id: newId("evt", { instant: at, random: services.randomBytes }),
      at,
      actorKind: "user",
      actorId: id,
      action: "user.join",
      entityId: id,
      requestId,
      detail: {},
    });
  });
  await join.catch((error: unknown) => {
    throw asServiceError(error);
  });
}
