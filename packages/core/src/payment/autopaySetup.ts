import { isAutopayReady } from "../membership/index.ts";
import type { PaymentSetup } from "../membership/index.ts";

const none: PaymentSetup = { method: null, isAutopay: false, mandateOn: null, consentOn: null };

/**
 * How an invoice that names these memberships is charged: by autopay only if all of them may be and by the same method;
 * the youngest mandate stands for them (AUTO-1).
 */
export function autopaySetupOf(setups: readonly PaymentSetup[]): PaymentSetup {
  const [first] = setups;
  if (first === undefined) return none;
  const isAll = setups.every((setup) => isAutopayReady(setup) && setup.method === first.method);
  if (!isAll) return none;
  return setups.reduce((one, other) =>
    (other.mandateOn ?? "") > (one.mandateOn ?? "") ? other : one,
  );
}
