export interface Refund {
  id: string;
  object: "refund";
  status: string;
  amount: number;
  currency: string;
  payment_intent: string;
  failure_reason?: string;
  metadata: Record<string, string>;
}

interface Refundable {
  readonly id: string;
  readonly amount_received: number;
  readonly currency: string;
}

const refused = (message: string) => ({
  status: 400,
  body: { error: { type: "invalid_request_error", message } },
});

/** As Stripe does: never more than was taken, failed refunds not counted. */
export function makeRefund({
  refunds,
  intents,
  form,
  metadata,
  isPending,
}: {
  refunds: Refund[];
  intents: readonly Refundable[];
  form: URLSearchParams;
  metadata: Record<string, string>;
  isPending: boolean;
}) {
  const id = form.get("payment_intent") ?? "";
  const intent = intents.find((each) => each.id === id);
  if (intent === undefined) return refused(`No such payment_intent: ${id}`);
  const amount = Number(form.get("amount"));
  if (amount > intent.amount_received - refundedOf(refunds, id))
    return refused("Refund amount is greater than unrefunded amount on charge");
  const refund: Refund = {
    id: `re_${refunds.length + 1}`,
    object: "refund",
    status: isPending ? "pending" : "succeeded",
    amount,
    currency: intent.currency,
    payment_intent: id,
    metadata,
  };
  refunds.push(refund);
  return { status: 200, body: refund };
}

export function refundedOf(refunds: readonly Refund[], intentId?: string): number {
  return refunds
    .filter(({ status }) => status !== "failed" && status !== "canceled")
    .filter((refund) => intentId === undefined || refund.payment_intent === intentId)
    .reduce((sum, { amount }) => sum + amount, 0);
}

export function listRefundsOf(refunds: readonly Refund[], query: URLSearchParams) {
  const after = query.get("starting_after");
  const own = refunds
    .filter((refund) => refund.payment_intent === query.get("payment_intent"))
    .toReversed();
  const from = after === null ? 0 : own.findIndex(({ id }) => id === after) + 1;
  const pageSize = 2;
  const data = own.slice(from, from + pageSize);
  const body = {
    object: "list",
    url: "/v1/refunds",
    has_more: from + pageSize < own.length,
    data,
  };
  return { status: 200, body };
}
