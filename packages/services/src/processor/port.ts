/** A charge that the processor is asked for. Asked again with the same key it charges no second time. */
export interface ChargeRequest {
  readonly practiceId: string;
  readonly invoiceId: string;
  /** One for each attempt; never used for anything else. */
  readonly idempotencyKey: string;
  /** When the attempt was written down: the processor heard of it no earlier. */
  readonly startedAt: string;
  readonly amountMinor: number;
  readonly currency: string;
  /** Whose permission, given when, to take money how. */
  readonly mandate: {
    readonly payer: { readonly kind: string; readonly id: string };
    readonly method: "ach" | "direct_debit" | "card";
    /** YYYY-MM-DD */
    readonly givenOn: string;
    /** The processor's own names of the payer and of what is charged; null: none is on record. */
    readonly account: ProcessorAccount | null;
  };
}

export interface ProcessorAccount {
  readonly customerId: string;
  readonly paymentMethodId: string;
}

export type ChargeAnswer =
  | {
      readonly kind: "accepted";
      /** The processor's own number of the payment, never given twice. */
      readonly reference: string;
      /** ISO 8601 with its offset. */
      readonly chargedAt: string;
    }
  /** The bank has it, and says in some days whether the money comes. */
  | { readonly kind: "pending"; readonly reference: string }
  | { readonly kind: "declined"; readonly reason: string };

/** A refund that the processor is asked for. Asked again with the same key it gives nothing back a second time. */
export interface RefundRequest {
  readonly practiceId: string;
  /** One for each attempt; never used for anything else. */
  readonly idempotencyKey: string;
  /** When the attempt was written down: the processor heard of it no earlier. */
  readonly startedAt: string;
  /** The processor's own number of the payment that it gives back. */
  readonly paymentReference: string;
  readonly amountMinor: number;
  readonly currency: string;
}

export type RefundAnswer =
  | {
      readonly kind: "accepted";
      /** The processor's own number of the refund, never given twice. */
      readonly reference: string;
    }
  /** Under way; the processor tells by itself whether the money arrives. */
  | { readonly kind: "pending"; readonly reference: string }
  | { readonly kind: "declined"; readonly reason: string; readonly reference?: string };

/** What takes money from a payer's card or account, and gives it back. */
export interface ProcessorPort {
  /** Rejects when no answer came: the money may have been taken all the same. */
  charge(request: ChargeRequest): Promise<ChargeAnswer>;
  /** What became of the charge with this key; null when the processor never took it in. Rejects when no answer came. */
  findCharge(request: ChargeRequest): Promise<ChargeAnswer | null>;
  /** Rejects when no answer came: the money may have gone back all the same. */
  refund(request: RefundRequest): Promise<RefundAnswer>;
  /** What became of the refund with this key; null when the processor never took it in. Rejects when no answer came. */
  findRefund(request: RefundRequest): Promise<RefundAnswer | null>;
}

/** Who charges for a practice, or why nobody does, in a sentence that says what to do. */
export type ProcessorChoice =
  | {
      readonly kind: "ready";
      readonly name: "stripe" | "simulator";
      readonly processor: ProcessorPort;
    }
  | { readonly kind: "missing"; readonly reason: string };

export type Processors = (practice: {
  readonly practiceId: string;
  readonly isTest: boolean;
}) => ProcessorChoice;
