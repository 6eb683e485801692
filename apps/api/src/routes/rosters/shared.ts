import { getConnectedRoster } from "@rollbook/services/roster";
import { callVerb } from "../../callVerb.ts";
import type { OperationRequest } from "../../openapi/index.ts";
import { idParams } from "../../wire/common.ts";

export const params = idParams("roster_id", "ros_01jy0000000000000000000000");

export type RosterRequest = OperationRequest<{ roster_id: string }, unknown, unknown>;
export type Roster = Awaited<ReturnType<typeof getConnectedRoster.run>>;

/** @throws ServiceError not_found */
export async function requireRoster(request: RosterRequest): Promise<Roster> {
  const { roster_id: id } = request.params;
  const { result } = await callVerb({ ...request, idempotencyKey: undefined }, getConnectedRoster, {
    id,
  });
  return result;
}
