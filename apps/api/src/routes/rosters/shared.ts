import { listConnectedRosters } from "@rollbook/services/roster";
import { callVerb } from "../../callVerb.ts";
import type { OperationRequest } from "../../openapi/index.ts";
import { ProblemError } from "../../problem/index.ts";
import { idParams } from "../../wire/common.ts";

export const params = idParams("roster_id", "ros_01jy0000000000000000000000");

export type RosterRequest = OperationRequest<{ roster_id: string }, unknown, unknown>;
export type Roster = Awaited<ReturnType<typeof listConnectedRosters.run>>["data"][number];

/** @throws ProblemError not_found */
export async function requireRoster(request: RosterRequest): Promise<Roster> {
  const { result } = await callVerb(
    { ...request, idempotencyKey: undefined },
    listConnectedRosters,
    {},
  );
  const found = result.data.find(({ rosterId }) => rosterId === request.params.roster_id);
  if (found !== undefined) return found;
  throw new ProblemError({
    code: "not_found",
    detail: `There is no roster ${request.params.roster_id}.`,
  });
}
