/** The words of a printed page in one language. */
export interface Labels {
  readonly invoice: string;
  readonly creditNote: string;
  readonly statement: string;
  /** Of a credit note: the invoice it corrects. */
  readonly forInvoice: (number: number) => string;
  readonly draft: string;
  readonly voided: string;
  readonly issued: string;
  readonly due: string;
  readonly voidedOn: string;
  readonly description: string;
  readonly days: string;
  readonly amount: string;
  readonly date: string;
  readonly reference: string;
  readonly balance: string;
  readonly net: string;
  readonly tax: string;
  readonly total: string;
  readonly creditNotes: string;
  readonly balanceDue: string;
  readonly from: string;
  readonly through: string;
  readonly openingBalance: string;
  readonly closingBalance: string;
  readonly page: (page: number, pages: number) => string;
  readonly methods: Readonly<Record<Method, string>>;
  readonly lines: Readonly<Record<StatementWord, string>>;
}

type Method = "cash" | "check" | "ach" | "direct_debit" | "card" | "other";
type StatementWord =
  | "invoice"
  | "credit"
  | "payment"
  | "refund"
  | "correction"
  | "void"
  | "opening_balance"
  | "opening_payment"
  | "bad_debt"
  | "bad_debt_taken_back";

const english: Labels = {
  invoice: "Invoice",
  creditNote: "Credit note",
  statement: "Statement",
  forInvoice: (number) => `for invoice ${number}`,
  draft: "Draft",
  voided: "Voided",
  issued: "Issued",
  due: "Due",
  voidedOn: "Voided",
  description: "Description",
  days: "Days",
  amount: "Amount",
  date: "Date",
  reference: "Reference",
  balance: "Balance",
  net: "Net",
  tax: "Tax",
  total: "Total",
  creditNotes: "Credit notes",
  balanceDue: "Balance due",
  from: "From",
  through: "Through",
  openingBalance: "Balance before",
  closingBalance: "Balance",
  page: (page, pages) => `Page ${page} of ${pages}`,
  methods: {
    cash: "Cash",
    check: "Check",
    ach: "ACH",
    direct_debit: "Direct Debit",
    card: "Card",
    other: "Payment",
  },
  lines: {
    invoice: "Invoice",
    credit: "Credit note",
    payment: "Payment",
    refund: "Refund",
    correction: "Payment taken back",
    void: "Invoice voided",
    opening_balance: "Balance from before",
    opening_payment: "Payment from before",
    bad_debt: "Written off",
    bad_debt_taken_back: "Write-off taken back",
  },
};

const german: Labels = {
  invoice: "Rechnung",
  creditNote: "Gutschrift",
  statement: "Kontoauszug",
  forInvoice: (number) => `zu Rechnung ${number}`,
  draft: "Entwurf",
  voided: "Storniert",
  issued: "Rechnungsdatum",
  due: "Fällig am",
  voidedOn: "Storniert am",
  description: "Leistung",
  days: "Zeitraum",
  amount: "Betrag",
  date: "Datum",
  reference: "Beleg",
  balance: "Saldo",
  net: "Netto",
  tax: "Steuer",
  total: "Summe",
  creditNotes: "Gutschriften",
  balanceDue: "Offener Betrag",
  from: "Von",
  through: "Bis",
  openingBalance: "Anfangssaldo",
  closingBalance: "Saldo",
  page: (page, pages) => `Seite ${page} von ${pages}`,
  methods: {
    cash: "Bar",
    check: "Scheck",
    ach: "Bankeinzug",
    direct_debit: "Lastschrift",
    card: "Karte",
    other: "Zahlung",
  },
  lines: {
    invoice: "Rechnung",
    credit: "Gutschrift",
    payment: "Zahlung",
    refund: "Erstattung",
    correction: "Zahlung zurückgenommen",
    void: "Rechnung storniert",
    opening_balance: "Saldo von früher",
    opening_payment: "Zahlung von früher",
    bad_debt: "Ausgebucht",
    bad_debt_taken_back: "Ausbuchung zurückgenommen",
  },
};

const french: Labels = {
  invoice: "Facture",
  creditNote: "Avoir",
  statement: "Relevé de compte",
  forInvoice: (number) => `sur la facture ${number}`,
  draft: "Brouillon",
  voided: "Annulée",
  issued: "Date",
  due: "Échéance",
  voidedOn: "Annulée le",
  description: "Désignation",
  days: "Période",
  amount: "Montant",
  date: "Date",
  reference: "Référence",
  balance: "Solde",
  net: "Total HT",
  tax: "Taxe",
  total: "Total TTC",
  creditNotes: "Avoirs",
  balanceDue: "Reste à payer",
  from: "Du",
  through: "Au",
  openingBalance: "Solde antérieur",
  closingBalance: "Solde",
  page: (page, pages) => `Page ${page} sur ${pages}`,
  methods: {
    cash: "Espèces",
    check: "Chèque",
    ach: "Virement ACH",
    direct_debit: "Prélèvement",
    card: "Carte",
    other: "Paiement",
  },
  lines: {
    invoice: "Facture",
    credit: "Avoir",
    payment: "Paiement",
    refund: "Remboursement",
    correction: "Paiement annulé",
    void: "Facture annulée",
    opening_balance: "Solde repris",
    opening_payment: "Paiement repris",
    bad_debt: "Passé en perte",
    bad_debt_taken_back: "Perte annulée",
  },
};

const spanish: Labels = {
  invoice: "Factura",
  creditNote: "Nota de crédito",
  statement: "Estado de cuenta",
  forInvoice: (number) => `de la factura ${number}`,
  draft: "Borrador",
  voided: "Anulada",
  issued: "Fecha",
  due: "Vencimiento",
  voidedOn: "Anulada el",
  description: "Concepto",
  days: "Periodo",
  amount: "Importe",
  date: "Fecha",
  reference: "Referencia",
  balance: "Saldo",
  net: "Base",
  tax: "Impuesto",
  total: "Total",
  creditNotes: "Notas de crédito",
  balanceDue: "Saldo pendiente",
  from: "Desde",
  through: "Hasta",
  openingBalance: "Saldo anterior",
  closingBalance: "Saldo",
  page: (page, pages) => `Página ${page} de ${pages}`,
  methods: {
    cash: "Efectivo",
    check: "Cheque",
    ach: "ACH",
    direct_debit: "Domiciliación",
    card: "Tarjeta",
    other: "Pago",
  },
  lines: {
    invoice: "Factura",
    credit: "Nota de crédito",
    payment: "Pago",
    refund: "Reembolso",
    correction: "Pago anulado",
    void: "Factura anulada",
    opening_balance: "Saldo traspasado",
    opening_payment: "Pago traspasado",
    bad_debt: "Dado por incobrable",
    bad_debt_taken_back: "Incobrable anulado",
  },
};

const byLanguage: Readonly<Record<string, Labels>> = {
  en: english,
  de: german,
  fr: french,
  es: spanish,
};

/** The words of the locale's language, in English where there are none. */
export function labelsOf(locale: string): Labels {
  return byLanguage[locale.split("-")[0] ?? ""] ?? english;
}
