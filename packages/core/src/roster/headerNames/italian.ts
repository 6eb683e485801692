import type { HeaderNames } from "../fields.ts";

/** What Italian rosters and exports call each field; the surest names first. */
export const italian: HeaderNames = {
  external_id:
    "codice paziente, numero paziente, n paziente, id paziente, numero socio, n socio, codice socio, codice cliente, id cliente, numero cliente, n cliente, numero tessera, n tessera, matricola, codice",
  membership_external_id: "numero contratto, n contratto, codice contratto, id abbonamento",
  first_name: "nome, nome paziente",
  middle_name: "secondo nome",
  last_name: "cognome, cognome paziente",
  full_name:
    "nome e cognome, cognome e nome, nome cognome, cognome nome, nominativo, nome completo, paziente, socio, cliente",
  dob: "data di nascita, data nascita, nato il, nata il, nato a il, nascita, d nascita",
  sex: "sesso, genere",
  email: "indirizzo email, indirizzo e mail, posta elettronica",
  phone:
    "telefono, cellulare, numero di telefono, numero telefono, cell, recapito telefonico, tel cellulare",
  address_line1: "indirizzo, via",
  city: "citta, comune, localita",
  state: "provincia, prov",
  zip: "cap, codice postale",
  country: "paese, nazione",
  household: "famiglia, nucleo familiare, nucleo, id famiglia, codice famiglia",
  role: "parentela, relazione, grado di parentela, rapporto",
  payer_name: "pagante, intestatario, chi paga, titolare, responsabile pagamento, pagatore",
  payer_email: "email pagante, email intestatario",
  payer_external_id: "id pagante, codice pagante, a carico di, codice titolare",
  member_names: "altri membri, familiari",
  sponsor: "azienda, datore di lavoro, ditta, societa",
  plan_name:
    "piano, abbonamento, tipo di abbonamento, tipo abbonamento, pacchetto, formula, tipologia",
  price_cents: "quota, prezzo, importo, tariffa, canone, costo, quota mensile",
  interval:
    "frequenza, periodicita, cadenza, frequenza di pagamento, frequenza pagamento, fatturazione",
  enrolment_fee_cents: "quota di iscrizione, quota iscrizione, tassa di iscrizione",
  payment_method:
    "metodo di pagamento, modalita di pagamento, modo di pagamento, metodo pagamento, tipo pagamento",
  autopay: "pagamento automatico, addebito automatico, rinnovo automatico, domiciliazione",
  last_billed:
    "ultima fattura, ultimo pagamento, ultimo addebito, ultima fatturazione, data ultima fattura, data ultimo pagamento, ultimo rinnovo, ultima rata",
  covered_through:
    "pagato fino al, coperto fino al, valido fino al, scadenza, pagato fino a, data scadenza, fatturato fino al, scade il, copertura fino al",
  next_bill:
    "prossima fattura, prossimo pagamento, prossimo addebito, prossima fatturazione, prossima scadenza, prossimo rinnovo, data prossimo pagamento",
  stated_start: "inizio, data inizio, data di inizio, decorrenza",
  original_start: "inizio abbonamento, inizio contratto, data contratto, data sottoscrizione",
  member_since:
    "socio dal, iscritto dal, membro dal, iscrizione, data iscrizione, data di iscrizione, cliente dal, paziente dal",
  end_date: "data fine, fine, disdetta, data disdetta, data di cessazione, cessazione, disdetto il",
  source_status: "stato, stato abbonamento, stato socio, situazione",
  membership_enabled: "attivo, abbonamento attivo",
  notes: "note, nota, commenti, osservazioni, annotazioni",
  balance_cents:
    "saldo, saldo dovuto, importo dovuto, da pagare, debito, arretrati, insoluto, residuo",
  credit_cents: "credito, acconto, anticipo, saldo a credito",
  last_payment_cents: "importo pagato, importo ultimo pagamento, ultimo importo pagato, pagato?",
  last_payment_on: "data pagamento?, data ultimo pagamento?, ultimo pagamento?, pagato il?",
};
