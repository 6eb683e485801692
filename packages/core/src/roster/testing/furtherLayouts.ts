import { decimal, type Layout } from "./rosterLayouts.ts";
import { dotted, long, own, slashes, word } from "./writing.ts";

/** Three languages more. */
export const furtherLayouts: readonly Layout[] = [
  {
    name: "Italian sheet by name of the payer",
    currency: "EUR",
    settings: { locale: "it-IT", date_order: "DMY", decimal: "," },
    above: [["Elenco soci"]],
    columns: [
      { header: "Codice socio", field: "external_id", write: ({ id }) => id },
      { header: "Cognome", field: "last_name", write: ({ last }) => last },
      { header: "Nome", field: "first_name", write: ({ first }) => first },
      { header: "Data di nascita", field: "dob", write: ({ dob }) => slashes("DMY")(dob) },
      { header: "Indirizzo e-mail", field: "email", write: ({ email }) => email },
      { header: "Abbonamento", field: "plan_name", write: ({ plan }) => plan },
      {
        header: "Quota",
        field: "price_cents",
        write: own(({ priceMinor }) => `€ ${decimal(priceMinor, ",", ".")}`),
      },
      {
        header: "Frequenza di pagamento",
        field: "interval",
        write: own((person) =>
          word(
            { P1M: "mensile", P3M: "ogni 3 mesi", P6M: "semestrale", P1Y: "annuale" },
            person.interval,
          ),
        ),
      },
      {
        header: "Modalità di pagamento",
        field: "payment_method",
        write: own(({ method }) =>
          word(
            {
              card: "Carta di credito",
              ach: "Addebito diretto",
              check: "Assegno",
              cash: "Contanti",
            },
            method,
          ),
        ),
      },
      {
        header: "Ultimo addebito",
        field: "last_billed",
        write: own(({ lastBilled }) =>
          long(
            "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
            " ",
          )(lastBilled),
        ),
      },
      {
        header: "Intestatario",
        field: "payer_name",
        write: ({ payer }) => (payer === null ? "" : `${payer.first} ${payer.last}`),
      },
      { header: "Stato", field: "source_status", write: () => "Attivo" },
    ],
  },
  {
    name: "Dutch export with households",
    currency: "EUR",
    settings: { locale: "nl-NL", date_order: "DMY", decimal: "," },
    columns: [
      { header: "Lidnummer", field: "external_id", write: ({ id }) => id },
      { header: "Gezin", field: "household", write: ({ payer, id }) => payer?.id ?? id },
      { header: "Naam", field: "full_name", write: ({ first, last }) => `${last}, ${first}` },
      { header: "Geboortedatum", field: "dob", write: ({ dob }) => dotted(dob) },
      { header: "E-mailadres", field: "email", write: ({ email }) => email },
      { header: "Lidmaatschap", field: "plan_name", write: ({ plan }) => plan },
      {
        header: "Contributie",
        field: "price_cents",
        write: own(({ priceMinor }) => `€ ${decimal(priceMinor, ",", ".")}`),
      },
      {
        header: "Betaalfrequentie",
        field: "interval",
        write: own((person) =>
          word(
            {
              P1M: "maandelijks",
              P3M: "elke 3 maanden",
              P6M: "halfjaarlijks",
              P1Y: "jaarlijks",
            },
            person.interval,
          ),
        ),
      },
      {
        header: "Laatst gefactureerd",
        field: "last_billed",
        write: own(({ lastBilled }) => dotted(lastBilled)),
      },
      {
        header: "Lid sinds",
        field: "member_since",
        write: ({ memberSince }) => dotted(memberSince),
      },
    ],
  },
  {
    name: "Portuguese sheet by ID of the payer",
    currency: "EUR",
    settings: { locale: "pt-PT", date_order: "DMY", decimal: "," },
    columns: [
      { header: "N.º sócio", field: "external_id", write: ({ id }) => id },
      {
        header: "Nome completo",
        field: "full_name",
        write: ({ first, last }) => `${first} ${last}`,
      },
      { header: "Data de nascimento", field: "dob", write: ({ dob }) => slashes("DMY")(dob) },
      { header: "E-mail", field: "email", write: ({ email }) => email },
      { header: "Plano", field: "plan_name", write: ({ plan }) => plan },
      {
        header: "Mensalidade",
        field: "price_cents",
        write: own(({ priceMinor }) => `${decimal(priceMinor, ",", ".")} €`),
      },
      {
        header: "Periodicidade",
        field: "interval",
        write: own((person) =>
          word(
            { P1M: "mensal", P3M: "a cada 3 meses", P6M: "semestral", P1Y: "anual" },
            person.interval,
          ),
        ),
      },
      {
        header: "Última cobrança",
        field: "last_billed",
        write: own(({ lastBilled }) => slashes("DMY")(lastBilled)),
      },
      {
        header: "ID do titular",
        field: "payer_external_id",
        write: ({ payer, id }) => payer?.id ?? id,
      },
      { header: "Situação", field: "source_status", write: () => "Ativo" },
    ],
  },
];
