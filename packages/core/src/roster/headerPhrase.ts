import type { RosterFieldKey } from "./fields.ts";

const last =
  /\b(?:last|letzt\w*|zuletzt|dernier\w*|ultim[oa]s?|laatst\w*|most recent|previous|prior)\b/;
const next =
  /\b(?:next|nachst\w*|naechst\w*|prochain\w*|proxim[oa]s?|prossim[oa]|volgende|upcoming|following)\b/;
const billing =
  /bill|charg|paid|pay|invoic|dues|draft|debit|\bdd\b|statement|renew|abrechn|rechnung|zahl|abbuch|einzug|belast|beitrag|fakt|factur|paiement|prelev|echeance|regle|cotis|cobr|pago|pagad|cargo|recibo|cuota|collect|transact|verlanger|renouvel|renov|fatt|fatura|addeb|pagament|rata|betaal|betaling|incasso|afschrijv|cobranca/;
const aboutMoney =
  /amount|betrag\b|hohe\b|montant|importe|monto|total|price|preis|prix|precio|status|result|failed|method|metodo|number|nummer|\bid\b|\bby\b|attempt/;
const paying = /zahl|pay|paiement|pago|cobro|reglement|billing|tender/;
const means = /method|metodo|art\b|\bmode\b|moyen|\bforma?\b|medio|\bvia\b|mittel|\btype\b|weg\b/;
const often = /interval|frequen|cycle|zyklus|rhythm|turnus|periodi|frecuen|ciclo|recurren/;
const until = /\b(?:through|thru|until|till|to|bis|jusqu|hasta|au|fino|tot|t m|ate)\b|durch/;
const covered =
  /paid|bill|cover|bezahlt|gezahlt|abgerechnet|gedeckt|berechnet|paye|couvert|factur|regle|pagad|cubiert|valid|gultig|valable|vigent|prepaid|pagat|copert|betaald|gedekt|geldig|pago|coberto|valid/;

const abbreviations: Record<string, string> = {
  mbr: "member",
  mem: "member",
  pt: "patient",
  dt: "date",
  pmt: "payment",
  pymt: "payment",
  inv: "invoice",
  acct: "account",
  freq: "frequency",
  num: "number",
  no: "number",
  enrol: "enrolment",
  emp: "employer",
  amt: "amount",
  mth: "month",
  tel: "phone",
  dob: "birth date",
};

/** "pmt dt" written out; null when nothing in it is an abbreviation. */
export function writtenOut(words: readonly string[]): string[] | null {
  if (!words.some((word) => abbreviations[word] !== undefined)) return null;
  return words.flatMap((word) => (abbreviations[word] ?? word).split(" "));
}

/**
 * What the words of an unknown header say together: "letztes Abrechnungsdatum" and "date last charged" are the last bill.
 * Null: nothing. 'nothing_here': about billing, and no field of ours.
 */
export function readPhrase(words: readonly string[]): RosterFieldKey | "nothing_here" | null {
  const text = words.join(" ");
  const isBilling = billing.test(text);
  if (isBilling && (last.test(text) || next.test(text))) {
    if (aboutMoney.test(text)) return "nothing_here";
    return last.test(text) ? "last_billed" : "next_bill";
  }
  if (until.test(text) && covered.test(text)) return "covered_through";
  if (paying.test(text) && means.test(text)) return "payment_method";
  return isBilling && often.test(text) ? "interval" : null;
}
