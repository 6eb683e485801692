import { newId } from "@rollbook/db";
import { insertOperator, insertOperatorKey, type OperatorRecord } from "@rollbook/db/operator";
import * as z from "zod";
import { hashOfApiKey, makeOperatorKey } from "../apiKey/index.ts";
import { asServiceError, ServiceError, type Services } from "../run/index.ts";

export const AddOperatorInput = z.strictObject({
  name: z.string().trim().min(1).max(200),
  email: z.email().max(254).toLowerCase(),
});

/** For whoever runs the installation, never for a request: an operator and a key, which is shown this once. */
export async function addOperator(
  services: Services,
  input: z.input<typeof AddOperatorInput>,
): Promise<{ operator: Pick<OperatorRecord, "id" | "name" | "email">; key: string }> {
  const { name, email } = AddOperatorInput.parse(input);
  const createdAt = services.clock();
  const given = { instant: createdAt, random: services.randomBytes };
  const operator = { id: newId("opr", given), name, email, createdAt };
  try {
    await insertOperator(services.database, operator);
  } catch (error) {
    throw asServiceError(error) instanceof ServiceError
      ? new ServiceError("conflict", `There is an operator ${email} already.`)
      : error;
  }
  const key = makeOperatorKey({ random: services.randomBytes });
  await insertOperatorKey(services.database, {
    id: newId("key", given),
    operatorId: operator.id,
    hash: hashOfApiKey(key),
    createdAt,
    expiresAt: null,
  });
  return { operator, key };
}
