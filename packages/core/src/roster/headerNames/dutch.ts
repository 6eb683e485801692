import type { HeaderNames } from "../fields.ts";

/** What Dutch rosters and exports call each field; the surest names first. */
export const dutch: HeaderNames = {
  external_id:
    "patientnummer, patient nr, patientnr, lidnummer, lidnr, lid nr, klantnummer, klantnr, clientnummer, clientnr, relatienummer, debiteurnummer, dossiernummer",
  membership_external_id: "contractnummer, abonnementsnummer, abonnementnummer",
  first_name: "voornaam, roepnaam, voornamen",
  middle_name: "tussenvoegsel, tweede naam",
  last_name: "achternaam, familienaam, geslachtsnaam",
  full_name:
    "naam, volledige naam, patient, lid, naam lid, naam patient, voor en achternaam, klant, clientnaam",
  dob: "geboortedatum, geb datum, geboren, geboren op, gebdatum",
  sex: "geslacht, m v",
  email: "e mailadres, emailadres, mailadres",
  phone: "telefoon, telefoonnummer, mobiel, mobiele nummer, mobiel nummer, gsm nummer",
  address_line1: "adres, straat, straat en huisnummer",
  city: "plaats, woonplaats, stad",
  state: "provincie",
  zip: "postcode",
  country: "land",
  household: "huishouden, gezin, gezinsnummer, familie",
  role: "relatie, verwantschap, relatie tot hoofdlid, rol",
  payer_name: "betaler, rekeninghouder, betaald door, hoofdverzekerde, hoofdlid, factuur aan",
  payer_email: "e mail betaler, email betaler, factuur e mail",
  payer_external_id: "nummer hoofdlid, lidnummer hoofdlid, betaler nr, betalernummer",
  member_names: "overige leden, gezinsleden",
  sponsor: "werkgever, bedrijf, organisatie, bedrijfsnaam",
  plan_name:
    "abonnement, lidmaatschap, pakket, type lidmaatschap, soort lidmaatschap, soort abonnement, tarief",
  price_cents: "prijs, bedrag, contributie, kosten, maandbedrag, tarief bedrag",
  interval:
    "frequentie, betaalfrequentie, facturatiefrequentie, betaaltermijn, termijn, periode, factuurperiode",
  enrolment_fee_cents: "inschrijfgeld, inschrijfkosten, entreegeld",
  payment_method: "betaalmethode, betaalwijze, betaalmiddel, wijze van betaling, betaling",
  autopay: "automatische incasso, automatisch incasso, auto incasso, automatische betaling",
  last_billed:
    "laatste factuur, laatst gefactureerd, laatste betaling, laatste incasso, laatste factuurdatum, datum laatste factuur, laatste afschrijving, laatst betaald",
  covered_through:
    "betaald tot en met, betaald t m, betaald tot, geldig tot, gedekt tot, gefactureerd tot, gefactureerd t m, gedekt t m, geldig t m, verloopt op, vervaldatum lidmaatschap",
  next_bill:
    "volgende factuur, volgende betaling, volgende incasso, volgende factuurdatum, volgende afschrijving, datum volgende factuur",
  stated_start: "startdatum, ingangsdatum, start, begindatum",
  original_start: "startdatum contract, ingangsdatum contract, contract start, begin lidmaatschap",
  member_since: "lid sinds, ingeschreven op, inschrijfdatum, klant sinds, patient sinds, lid vanaf",
  end_date: "einddatum, opzegdatum, opgezegd per, opgezegd op, beeindigd op, uitschrijfdatum",
  source_status: "lidmaatschapsstatus, status lidmaatschap",
  membership_enabled: "actief, lidmaatschap actief",
  notes: "opmerkingen, opmerking, notities, notitie, toelichting",
  balance_cents:
    "saldo, openstaand, openstaand bedrag, openstaand saldo, achterstand, schuld, te betalen",
  credit_cents: "tegoed, krediet, vooruitbetaald, voorschot",
  last_payment_cents: "betaald bedrag, bedrag laatste betaling, laatst betaald bedrag, betaald?",
  last_payment_on: "betaaldatum?, datum betaling?, laatste betaling?, betaald op?",
};
