import { findOperatorOfUser } from "@rollbook/db/operator";
import { practicesOfUser } from "@rollbook/db/practiceUser";
import * as z from "zod";
import { defineVerb, ServiceError, type Services } from "../run/index.ts";
import { changeableUser } from "../user/index.ts";
import { makeOneTimeLink } from "./oneTimeLinks.ts";

/**
 * A link with which somebody chooses a new password. A practice makes it for its own people alone, since the sign-in is the
 * same everywhere: whoever is of another practice as well asks whoever runs the installation.
 */
export const makePasswordLink = (services: Services) =>
  defineVerb({
    name: "user.password_link",
    permission: "user.write",
    /** The token is made by the caller, so that an idempotent replay never stores it. */
    input: z.strictObject({ id: z.string(), token: z.string().min(40) }),
    run: async ({ input, ...given }) => {
      const { id, name, userId } = await changeableUser(given, input.id);
      if (userId === null)
        throw new ServiceError("conflict", `${name} has not joined yet: renew the invitation.`);
      const practices = await practicesOfUser(services.database, { userId });
      const operator = await findOperatorOfUser(services.database, { userId });
      if (practices.length > 1 || operator !== undefined)
        throw new ServiceError(
          "conflict",
          "This sign-in is used beyond your practice: whoever runs the installation makes the link (rollbook person password).",
        );
      const link = { userId, purpose: "set_password", token: input.token } as const;
      const { expiresAt } = await makeOneTimeLink({ services }, link);
      return { id, expiresAt };
    },
  });
