/** A charge that the processor is asked for. Asked again with the same key it charges no second time. */
export interface ChargeRequest {
  readonly practiceId: string;
  readonly invoiceId: string;
  /** One for each attempt; never used for anything else. */
  readonly idempotencyKey: string;
  readonly amountMinor: number;
  readonly currency: string;
  /** Whose permission, given when, to take money how. */
  readonly mandate: {
    readonly payer: { readonly kind: string; readonly id: string };
    readonly method: "ach" | "direct_debit" | "card";
    /** YYYY-MM-DD */
    readonly givenOn: string;
  };
}

export type ChargeAnswer =
  | {
      readonly kind: "accepted";
      /** The processor's own number of the payment, never given twice. */
      readonly reference: string;
      /** ISO 8601 with its offset. */
      readonly chargedAt: string;
    }
  | { readonly kind: "declined"; readonly reason: string };

/** What takes money from a payer's card or account. */
export interface ProcessorPort {
  /** Rejects when no answer came: the money may have been taken all the same. */
  charge(request: ChargeRequest): Promise<ChargeAnswer>;
  /** What became of the charge with this key; null when the processor never took it in. */
  findCharge(
    key: Pick<ChargeRequest, "practiceId" | "idempotencyKey">,
  ): Promise<ChargeAnswer | null>;
}
