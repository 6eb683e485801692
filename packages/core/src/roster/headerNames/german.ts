import type { HeaderNames } from "../fields.ts";

/** What German rosters, templates and exports call each field; the surest names first. */
export const german: HeaderNames = {
  external_id: `
    patientennummer, patienten nr, patientennr, patienten id, mitgliedsnummer, mitglieds nr, mitgliedsnr,
    mitgliedernummer, kundennummer, kunden nr, kundennr, pat nr, patnr, nr, nummer, externe id,
    personalnummer, kontakt id, versichertennummer, mitglied nr, mitglieds id, aktenzeichen, kennung, versichertennr, mitglieds id nummer, patienten id nummer
  `,
  membership_external_id: `
    mitgliedschaft id, mitgliedschafts id, mitgliedschaftsnummer, vertragsnummer, vertrags nr, vertragsnr,
    abo nr, abo id, abonummer, vertrag nr, mitgliedschaft nr
  `,
  first_name: "vorname, vornamen, rufname, vorname patient",
  middle_name: "zweiter vorname, zweitname, mittelname, weitere vornamen",
  last_name: "nachname, familienname, zuname, nachname patient",
  full_name: `
    name vorname, vollstandiger name, patientenname, mitglied, mitgliedsname, name des patienten, nachname
    vorname, vor und nachname, patientin, vor und zuname, name des mitglieds, versicherter, vorname
    nachname, vorname name, kunde, kundenname, name patient
  `,
  dob: `
    geburtsdatum, geb datum, geboren am, geburtstag, geb, geboren, geb dat, gebdatum, gebdat, geb am, gebtag
  `,
  sex: "geschlecht, m w d, m w",
  email: "e mail adresse, email adresse, mailadresse, mail adresse, e post, emailadresse",
  phone: `
    telefon, telefonnummer, handy, handynummer, mobil, mobilnummer, mobiltelefon, rufnummer, tel nr, telefon
    mobil, festnetz, telefonnr, tel mobil, telefon privat
  `,
  address_line1: `
    strasse, straße, anschrift, adresse, strasse hausnummer, strasse und hausnummer, strasse nr, str
  `,
  city: "ort, stadt, wohnort",
  state: "bundesland, kanton, land bundesland",
  zip: "plz, postleitzahl",
  country: "land, staat",
  household: `
    haushalt, familie, familien id, familiennummer, haushalt id, familien nr, haushaltsnummer,
    familiengruppe, haushalts nr, familie nr
  `,
  role: `
    rolle, beziehung, verhaltnis, verwandtschaft, verwandtschaftsverhaltnis, mitgliedsart, mitgliedstyp,
    beziehung zum hauptmitglied, angehorigkeit
  `,
  payer_name: `
    zahler, beitragszahler, rechnungsempfanger, kontoinhaber, hauptmitglied, zahlungspflichtiger, zahlt,
    rechnung an, hauptversicherter, zahler name, zahlende person, vertragspartner, vertragsinhaber,
    kostentrager, zahlerin, bezahlt von, gezahlt von, zahlt fur, rechnungsadressat
  `,
  payer_email: `
    e mail zahler, email zahler, zahler e mail, e mail des zahlers, rechnungs e mail, e mail hauptmitglied,
    zahler email
  `,
  payer_external_id: `
    hauptmitglied nr, hauptmitglied id, zahler nr, zahler id, nummer hauptmitglied, hauptmitgliedsnummer,
    angehoriger von, mitversichert bei, hauptmitgliednr, gehort zu
  `,
  member_names: `
    weitere mitglieder, angehorige, familienmitglieder, mitglied 2, mitglied 3, mitglied 4, patient 2,
    kinder, ehepartner name, weitere patienten
  `,
  sponsor: "arbeitgeber, firma, unternehmen, betrieb, organisation, firmenname",
  division: "abteilung, bereich, standort, sparte, kostenstelle",
  plan_name: `
    tarif, mitgliedschaft, paket, abo, mitgliedschaftsart, mitgliedschaftstyp, beitragsgruppe,
    leistungspaket, tarifname, plan, abonnement, produkt, mitgliedschaft art, art der mitgliedschaft,
    vertrag, vertragsart, beitragsklasse, stufe, modell, betreuungspaket
  `,
  price_cents: `
    preis, beitrag, betrag, gebuhr, monatsbeitrag, mitgliedsbeitrag, kosten, beitragshohe, jahresbeitrag,
    tarifpreis, preis pro periode, beitrag eur, betrag eur, preis eur, rate, entgelt, honorar, abopreis,
    summe
  `,
  interval: `
    intervall, zahlungsintervall, abrechnungsintervall, abrechnungszeitraum, zahlweise, zahlungsweise,
    turnus, zyklus, rhythmus, zahlungsrhythmus, abrechnungszyklus, zeitraum, zahlungsturnus,
    abrechnungsturnus, beitragsintervall, laufzeit, zahlperiode, periode, zahlungszeitraum, abrechnung,
    abrechnungsperiode, haufigkeit
  `,
  enrolment_fee_cents: `
    aufnahmegebuhr, anmeldegebuhr, einschreibegebuhr, aufnahme gebuhr, einmalige gebuhr, beitrittsgebuhr,
    startgebuhr, einrichtungsgebuhr
  `,
  payment_method: `
    zahlungsart, zahlungsmethode, zahlungsmittel, bezahlart, zahlart, zahlungsform, zahlungsweg, bezahlung,
    bezahlt per, bezahlmethode
  `,
  autopay: `
    automatische zahlung, einzug, bankeinzug, automatisch, lastschrift aktiv, autom zahlung, automatischer
    einzug, einzugsermachtigung, autozahlung, automatische abbuchung, abbuchung, dauerauftrag, autom einzug,
    lastschriftmandat
  `,
  last_billed: `
    zuletzt berechnet, zuletzt abgerechnet, letzte rechnung, letzte abrechnung, letzte zahlung, letzter
    beitrag, letzte abbuchung, letztes rechnungsdatum, letzte buchung, letzter einzug, letzte rechnung am,
    zuletzt bezahlt, letzte belastung, datum letzte rechnung, letzte zahlung am, zuletzt in rechnung
    gestellt, letzte fakturierung, zuletzt gezahlt, zuletzt fakturiert, letzter zahlungseingang, abgerechnet
    am, letzte abrechnung am, letzte verlangerung
  `,
  covered_through: `
    bezahlt bis, abgerechnet bis, gultig bis, gedeckt bis, abgedeckt bis, laufzeit bis, berechnet bis, lauft
    bis, lauft ab, ablaufdatum, ablauf, leistung bis, gezahlt bis, versorgt bis, periodenende,
    mitgliedschaft bis, bis
  `,
  next_bill: `
    nachste rechnung, nachste abrechnung, nachste zahlung, nachste falligkeit, fallig am, naechste rechnung,
    naechste zahlung, naechste abrechnung, nachste abbuchung, verlangerung am, verlangerung,
    verlangerungsdatum, falligkeit, nachster einzug, nachster beitrag, nachste rechnung am,
    falligkeitsdatum, nachstes rechnungsdatum, nachste zahlung am, verlangert sich am, nachster
    zahlungstermin, fallig
  `,
  stated_start: `
    startdatum, beginn, start, wirksam ab, gultig ab, beginndatum, abrechnung ab, abrechnungsbeginn, ab,
    start am, neuer start, neues startdatum, berechnen ab, starttermin
  `,
  original_start: `
    vertragsbeginn, mitgliedschaft beginn, mitgliedschaftsbeginn, beginn der mitgliedschaft, mitgliedschaft
    ab, abobeginn, abo beginn, erster beginn, vertragsstart, ursprunglicher beginn, laufzeitbeginn, vertrag
    seit, mitgliedschaft seit, abschlussdatum, anmeldung, anmeldedatum, laufzeit ab, startdatum mitgliedschaft, start der mitgliedschaft, start mitgliedschaft
  `,
  member_since: `
    mitglied seit, eintritt, eintrittsdatum, beitritt, beitrittsdatum, patient seit, kunde seit, seit,
    aufnahmedatum, dabei seit, angemeldet am, registriert am
  `,
  end_date: `
    enddatum, ende, austritt, austrittsdatum, kundigung zum, gekundigt zum, vertragsende, kundigungsdatum,
    ausgetreten am, beendet am, gekundigt am, mitgliedschaft ende, gekundigt, kundigung, ende der
    mitgliedschaft, endet am, laufzeitende, ausgeschieden am, austritt am
  `,
  term_periods: "anzahl perioden, anzahl zahlungen, anzahl raten, raten, perioden, zahlungen",
  source_status: `
    mitgliedsstatus, vertragsstatus, zustand, status mitgliedschaft, mitgliedschaftsstatus, stand
  `,
  membership_enabled: "aktiv, mitgliedschaft aktiv, ist aktiv, aktives mitglied",
  confirmed: "bestatigt",
  label: "kennzeichen, markierung, kategorie, etikett, schlagwort, schlagworter",
  notes: `
    notizen, notiz, bemerkung, bemerkungen, anmerkung, anmerkungen, kommentar, kommentare, hinweis,
    hinweise, info, sonstiges
  `,
  balance_cents: `
    saldo, offener betrag, offene betrage, ruckstand, ruckstande, offener saldo, offene forderung, offene
    forderungen, kontostand, schulden, aussenstande, offene posten, forderung, forderungen, ausstehender betrag,
    restbetrag, offener beitrag, offene beitrage, zahlungsruckstand, saldovortrag, anfangssaldo, restschuld,
    offener rest, schuldet, fallig betrag?, falliger betrag?, offen?
  `,
  credit_cents: `
    guthaben, gutschrift, kundenguthaben, vorauszahlung, anzahlung, uberzahlung, kontoguthaben, guthabenbetrag,
    gutschriften, vorausbezahlt, restguthaben
  `,
  last_payment_cents: `
    letzter zahlbetrag, letzter zahlungsbetrag, betrag letzte zahlung, betrag der letzten zahlung, zahlbetrag,
    gezahlter betrag, bezahlter betrag, zahlungsbetrag, eingegangener betrag, letzte zahlung betrag, hohe der
    letzten zahlung, zuletzt gezahlter betrag, gezahlt?, bezahlt?
  `,
  last_payment_on: `
    zahlungsdatum, zahlungseingang am, bezahlt am, gezahlt am, letzte zahlung?, letzte zahlung am?, datum letzte
    zahlung?, datum der letzten zahlung?, letzter zahlungseingang?, zahlungseingang?, zuletzt bezahlt?
  `,
};
