import { furtherLayouts } from "./furtherLayouts.ts";
import { decimal, type Layout } from "./rosterLayouts.ts";
import {
  english,
  french,
  german,
  spanish,
  type Words,
  slashes,
  dotted,
  worded,
  long,
  own,
  word,
} from "./writing.ts";

const germanEvery: Words = {
  P1M: "monatlich",
  P3M: "vierteljährlich",
  P6M: "halbjährlich",
  P1Y: "jährlich",
};
const frenchEvery: Words = {
  P1M: "mensuelle",
  P3M: "trimestrielle",
  P6M: "semestrielle",
  P1Y: "annuelle",
};
const spanishEvery: Words = { P1M: "mensual", P3M: "trimestral", P6M: "semestral", P1Y: "anual" };
const englishEvery: Words = { P1M: "Monthly", P3M: "Quarterly", P6M: "Semi-Annual", P1Y: "Annual" };

const germanMethods: Words = {
  card: "Kreditkarte",
  ach: "SEPA-Lastschrift",
  check: "Scheck",
  cash: "Bar",
};
const frenchMethods: Words = {
  card: "Carte bancaire",
  ach: "Prélèvement",
  check: "Chèque",
  cash: "Espèces",
};
const spanishMethods: Words = {
  card: "Tarjeta",
  ach: "Domiciliación bancaria",
  check: "Cheque",
  cash: "Efectivo",
};
const englishMethods: Words = { card: "Visa x1234", ach: "ACH", check: "Check", cash: "Cash" };

/** Layouts of other products and practices: four languages, several orders of date, words of all kinds. */
export const layouts: readonly Layout[] = [
  {
    name: "German practice sheet with dots and commas",
    currency: "EUR",
    settings: { locale: "de-DE", date_order: "DMY", decimal: ",", phone_region: "DE" },
    above: [["Mitgliederliste Praxis am Markt"], ["Stand: 15.05.2026"], []],
    columns: [
      { header: "Patientennummer", field: "external_id", write: ({ id }) => id },
      { header: "Vorname", field: "first_name", write: ({ first }) => first },
      { header: "Name", field: "last_name", write: ({ last }) => last },
      { header: "Geb.-Datum", field: "dob", write: ({ dob }) => dotted(dob) },
      { header: "E-Mail-Adresse", field: "email", write: ({ email }) => email },
      { header: "Handy", field: "phone", write: ({ nationalPhone }) => nationalPhone },
      { header: "Tarif", field: "plan_name", write: ({ plan }) => plan },
      {
        header: "Beitrag",
        field: "price_cents",
        write: own(({ priceMinor }) => `${decimal(priceMinor, ",", ".")} €`),
      },
      {
        header: "Zahlungsweise",
        field: "interval",
        write: own((person) => word(germanEvery, person.interval)),
      },
      {
        header: "Zahlungsart",
        field: "payment_method",
        write: own(({ method }) => word(germanMethods, method)),
      },
      {
        header: "Bankeinzug",
        field: "autopay",
        write: own(({ isAutopay }) => (isAutopay ? "Ja" : "Nein")),
      },
      {
        header: "Zuletzt abgerechnet am",
        field: "last_billed",
        write: own(({ lastBilled }) => dotted(lastBilled)),
      },
      {
        header: "Hauptmitglied Nr.",
        field: "payer_external_id",
        write: ({ payer, id }) => payer?.id ?? id,
      },
      {
        header: "Mitglied seit",
        field: "member_since",
        write: ({ memberSince }) => long(german, " ")(memberSince),
      },
      { header: "Bemerkungen", field: "notes", write: () => "" },
    ],
  },
  {
    name: "French export with one name column",
    currency: "EUR",
    settings: { locale: "fr-FR", date_order: "DMY", decimal: ",", phone_region: "FR" },
    columns: [
      { header: "N° adhérent", field: "external_id", write: ({ id }) => id },
      { header: "Nom", field: "last_name", write: ({ last }) => last.toUpperCase() },
      { header: "Prénom", field: "first_name", write: ({ first }) => first },
      { header: "Né(e) le", field: "dob", write: ({ dob }) => slashes("DMY")(dob) },
      { header: "Courriel", field: "email", write: ({ email }) => email },
      { header: "Tél. portable", field: "phone", write: ({ nationalPhone }) => nationalPhone },
      { header: "Formule", field: "plan_name", write: ({ plan }) => plan },
      {
        header: "Cotisation",
        field: "price_cents",
        write: own(({ priceMinor }) => `${decimal(priceMinor, ",", "\u202f")} EUR`),
      },
      {
        header: "Périodicité",
        field: "interval",
        write: own((person) => word(frenchEvery, person.interval)),
      },
      {
        header: "Mode de règlement",
        field: "payment_method",
        write: own(({ method }) => word(frenchMethods, method)),
      },
      {
        header: "Dernière facture",
        field: "last_billed",
        write: own(({ lastBilled }) => long(french, " ")(lastBilled)),
      },
      {
        header: "Payeur",
        field: "payer_name",
        write: ({ payer, first, last }) =>
          payer === null ? `${last}, ${first}` : `${payer.first} ${payer.last}`,
      },
      { header: "Statut", field: "source_status", write: () => "Actif" },
    ],
  },
  {
    name: "Spanish sheet with a household",
    currency: "EUR",
    settings: { locale: "es-ES", date_order: "DMY", decimal: ",", phone_region: "ES" },
    above: [["Socios"]],
    columns: [
      { header: "Unidad familiar", field: "household", write: ({ payer, id }) => payer?.id ?? id },
      {
        header: "Nombre y apellidos",
        field: "full_name",
        write: ({ first, last }) => `${first} ${last}`,
      },
      { header: "Fecha de nacimiento", field: "dob", write: ({ dob }) => slashes("DMY")(dob) },
      { header: "Correo electrónico", field: "email", write: ({ email }) => email },
      { header: "Móvil", field: "phone", write: ({ nationalPhone }) => nationalPhone },
      { header: "Tipo de membresía", field: "plan_name", write: ({ plan }) => plan },
      {
        header: "Cuota",
        field: "price_cents",
        write: own(({ priceMinor }) => `${decimal(priceMinor, ",", ".")}€`),
      },
      {
        header: "Frecuencia de pago",
        field: "interval",
        write: own((person) => word(spanishEvery, person.interval)),
      },
      {
        header: "Forma de pago",
        field: "payment_method",
        write: own(({ method }) => word(spanishMethods, method)),
      },
      {
        header: "Domiciliado",
        field: "autopay",
        write: own(({ isAutopay }) => (isAutopay ? "Sí" : "No")),
      },
      {
        header: "Último cobro",
        field: "last_billed",
        write: own(({ lastBilled }) => long(spanish, " de ")(lastBilled)),
      },
      { header: "Estado", field: "source_status", write: () => "Activo" },
    ],
  },
  {
    name: "shop export with unit, count and UTC times",
    currency: "USD",
    settings: {
      locale: "en-US",
      date_order: "YMD",
      timezone: "America/Chicago",
      phone_region: "US",
    },
    columns: [
      { header: "customer_id", field: "external_id", write: ({ id }) => id.slice(1) },
      { header: "customer_email", field: "email", write: ({ email }) => email },
      { header: "billing_first_name", field: "first_name", write: ({ first }) => first },
      { header: "billing_last_name", field: "last_name", write: ({ last }) => last },
      { header: "billing_phone", field: "phone", write: ({ nationalPhone }) => nationalPhone },
      { header: "subscription_status", field: "source_status", write: () => "wc-active" },
      {
        header: "start_date",
        field: "original_start",
        write: ({ memberSince }) => `${memberSince} 15:04:05`,
      },
      {
        header: "last_payment_date",
        field: "last_billed",
        write: ({ lastBilled }) => `${lastBilled} 16:30:00`,
      },
      {
        header: "billing_period",
        field: "interval",
        write: (person) => (person.interval === "P1Y" ? "year" : "month"),
      },
      {
        header: "billing_interval",
        field: "interval",
        write: (person) =>
          ({ P1M: "1", P3M: "3", P6M: "6", P1Y: "1" })[person.interval as string] ?? "",
      },
      {
        header: "order_items",
        field: "plan_name",
        write: ({ plan }) => `product_id:12|name:${plan}|quantity:1`,
      },
      {
        header: "order_total",
        field: "price_cents",
        write: ({ priceMinor }) => decimal(priceMinor, "."),
      },
      {
        header: "payment_method_title",
        field: "payment_method",
        write: ({ method }) =>
          ({ card: "Credit Card (Stripe)", ach: "Direct debit", check: "Cheque", cash: "Cash" })[
            method
          ],
      },
      { header: "customer_note", field: "notes", write: () => "" },
    ],
  },
  {
    name: "club export with worded dates and titles",
    currency: "USD",
    settings: { locale: "en-US", date_order: "MDY" },
    above: [["Members"], ["Exported May 15 2026"]],
    columns: [
      { header: "Account ID", field: "external_id", write: ({ id }) => id },
      {
        header: "Account name",
        field: "full_name",
        write: ({ first, last }) => `${last}, ${first}`,
      },
      { header: "Mobile", field: "phone", write: ({ nationalPhone }) => nationalPhone },
      { header: "Email", field: "email", write: ({ email }) => email },
      { header: "Label", field: "label", write: () => "Blue" },
      { header: "Membership level", field: "plan_name", write: ({ plan }) => plan },
      {
        header: "Join date",
        field: "member_since",
        write: ({ memberSince }) => worded(english)(memberSince),
      },
      {
        header: "Membership Payment Date",
        field: "last_billed",
        write: ({ lastBilled }) => worded(english)(lastBilled),
      },
      {
        header: "Membership Payment Amount",
        field: "price_cents",
        write: ({ priceMinor }) => `$${decimal(priceMinor, ".", ",")}`,
      },
      {
        header: "Billing cycle",
        field: "interval",
        write: (person) => word(englishEvery, person.interval),
      },
      { header: "Website", field: null, write: () => "" },
    ],
  },
  {
    name: "British clinic with email bundles",
    currency: "GBP",
    settings: { locale: "en-GB", date_order: "DMY", phone_region: "GB" },
    columns: [
      { header: "Client ID", field: "external_id", write: ({ id }) => id },
      { header: "Surname", field: "last_name", write: ({ last }) => last },
      { header: "Forename", field: "first_name", write: ({ first }) => first },
      { header: "D.O.B.", field: "dob", write: ({ dob }) => slashes("DMY")(dob) },
      { header: "E-mail", field: "email", write: ({ email }) => email },
      { header: "Mobile tel.", field: "phone", write: ({ nationalPhone }) => nationalPhone },
      { header: "Package", field: "plan_name", write: ({ plan }) => plan },
      {
        header: "Fee",
        field: "price_cents",
        write: own(({ priceMinor }) => `£${decimal(priceMinor, ".", ",")}`),
      },
      {
        header: "Frequency",
        field: "interval",
        write: own((person) => word(englishEvery, person.interval)),
      },
      {
        header: "Method of payment",
        field: "payment_method",
        write: own(({ method }) => word(englishMethods, method)),
      },
      {
        header: "Last invoice date",
        field: "last_billed",
        write: own(({ lastBilled }) => slashes("DMY")(lastBilled)),
      },
      {
        header: "Payer's email",
        field: "payer_email",
        write: ({ payer, email }) => payer?.email ?? email,
      },
      { header: "GP", field: null, write: () => "Dr Patel" },
    ],
  },
  ...furtherLayouts,
];
