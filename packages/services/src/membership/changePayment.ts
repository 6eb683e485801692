import { changePayment as plan, PaymentSetup } from "@rollbook/core/membership";
import { defineVerb } from "../run/index.ts";
import { actOnMembership, auditOfAct, MembershipTarget } from "./actOnMembership.ts";

/** Method, autopay, mandate and consent; what is left out stays. */
export const changePayment = defineVerb({
  name: "membership.change_payment",
  permission: "membership.write",
  input: MembershipTarget.extend({ payment: PaymentSetup.partial() }),
  run: ({ input: { payment, ...target }, ...given }) =>
    actOnMembership(given, target, ({ membership }) => ({
      action: plan({
        membership,
        payment: { ...membership.payment, ...payment },
        today: given.today,
      }),
    })),
  audit: auditOfAct,
});
