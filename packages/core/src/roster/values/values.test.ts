import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { textCell } from "../grid.ts";
import { currencyOfFile } from "./currencySigns.ts";
import {
  parseBooleanCell,
  parsePaymentMethodText,
  parseRoleText,
  parseSexText,
  parseStatusText,
} from "./choice.ts";
import { parseEmailText } from "./email.ts";
import { parseIntervalText } from "./interval.ts";
import { decimalOf, parseMoneyText, type MoneyContext } from "./money.ts";
import { parseFullName, parseNameList, parseNamePart } from "./name.ts";
import type { Parsed } from "./parsed.ts";
import { parsePhoneText } from "./phone.ts";
import { cleanText, isPlaceholder, parseId, parseText } from "./text.ts";

function said({ value, problems }: Parsed<unknown>): string {
  return [value ?? "nothing", ...problems.map(({ code }) => code)].join(" ");
}

const dollars: MoneyContext = { currency: "USD", decimal: ".", isMinor: false, isFee: false };
const euros: MoneyContext = { currency: "EUR", decimal: ",", isMinor: false, isFee: false };

function money(text: string, context: MoneyContext): string {
  const { value, problems } = parseMoneyText(text, context);
  const parts = [
    value?.minor ?? "nothing",
    value?.interval,
    value?.periods,
    ...problems.map(({ code }) => code),
  ];
  return parts.filter((part) => part !== undefined).join(" ");
}

describe("ROS-14: money in minor units, its grouping checked", () => {
  test.each([
    ["$1,200.00", dollars, "120000"],
    ["USD 99", dollars, "9900"],
    ["99", dollars, "9900"],
    ["$ 32.50 ", dollars, "3250"],
    ["$99/mo", dollars, "9900 P1M"],
    ["£32.50 (Monthly x12)", { ...dollars, currency: "GBP" }, "3250 P1M 12"],
    ["£45.00 (x12)", { ...dollars, currency: "GBP" }, "4500 12"],
    ["1.200,00 €", euros, "120000"],
    ["1.355,90 €", euros, "135590"],
    ["10,00 €", euros, "1000"],
    ["1 234,56", euros, "123456"],
    ["49 €/Monat", euros, "4900 P1M"],
    ["1'000'000,00", { ...euros, currency: "CHF" }, "100000000"],
    ["1.200", euros, "120000 amount_ambiguous"],
    ["1.200", dollars, "nothing price_unparsed"],
    ["1.200", { ...dollars, currency: "KWD" }, "1200 amount_ambiguous"],
    ["¥1,200", { ...dollars, currency: "JPY" }, "1200"],
    ["5000", { ...dollars, isMinor: true }, "5000"],
    ["Comp", dollars, "0 price_word_zero"],
    ["waived", { ...dollars, isFee: true }, "0"],
    ["kostenlos", euros, "0 price_word_zero"],
    ["TBD", dollars, "nothing price_unparsed"],
    ["N/A", { ...dollars, isFee: true }, "nothing"],
    ["-$20.00", dollars, "nothing price_negative"],
    ["($20.00)", dollars, "nothing price_negative"],
    ["€ -20,00", euros, "nothing price_negative"],
    ["20,00- €", euros, "nothing price_negative"],
    ["ask Dana", dollars, "nothing price_unparsed"],
    ["EUR 99", dollars, "nothing price_unparsed"],
    ["€99.00", dollars, "nothing price_unparsed"],
    ["£69", dollars, "nothing price_unparsed"],
    ["99 zł", euros, "nothing price_unparsed"],
    ["$99", euros, "nothing price_unparsed"],
    ["$99", { ...dollars, currency: "CAD" }, "9900"],
    ["CA$99", dollars, "nothing price_unparsed"],
    ["99 kr", { ...euros, currency: "NOK" }, "9900"],
    ["99 kr.", { ...euros, currency: "DKK" }, "9900"],
    ["12.34.5", dollars, "nothing price_unparsed"],
    ["99.999", dollars, "nothing price_unparsed"],
    ["#REF!", dollars, "nothing formula_error"],
  ])("%s is %s", (text, context, expected) => {
    expect(money(text, context)).toBe(expected);
  });

  test("ROS-14: an amount written with groups and decimals is read back to the cent", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 99_999_999 }), (minor) => {
        const whole = String(Math.floor(minor / 100)).replace(/\B(?=(\d{3})+$)/g, ".");
        const cents = String(minor % 100).padStart(2, "0");
        expect(money(`${whole},${cents} €`, euros)).toBe(String(minor));
      }),
    );
  });

  test("ROS-14: a price in another currency holds its row, and says which currency is kept", () => {
    const [problem] = parseMoneyText("€99.00", dollars).problems;
    expect(problem).toMatchObject({ level: "error", found: "€99.00" });
    expect(problem?.wanted).toBe("an amount in USD, the currency of the practice's books");
  });

  test.each([
    [["99,00 €", "1.069,00 €"], "EUR"],
    [["£32.50", "GBP 10"], "GBP"],
    [["$99", "$1,200.00"], "USD"],
    [["$99", "€99"], null],
    [["99 kr"], null],
    [["99.00", "call in May, paid 99 €"], null],
    [["Fr. 99", "CHF 10"], "CHF"],
  ])("ROS-14: amounts %j are of the currency %s", (texts, currency) => {
    expect(currencyOfFile({ rows: texts.map((text) => [textCell(text)]) })).toBe(currency);
  });

  test("ROS-14: the decimal sign of a column comes from amounts with one reading", () => {
    expect(decimalOf(["1.200", "49,90", "1.355,90"])).toBe(",");
    expect(decimalOf(["1,200", "$49.90"])).toBe(".");
    expect(decimalOf(["1,200", "99"])).toBeNull();
  });
});

test.each([
  ["Monthly", "P1M"],
  ["mo.", "P1M"],
  ["every month", "P1M"],
  ["quaterly", "P3M"],
  ["every 3 months", "P3M"],
  ["Semi-Annual", "P6M"],
  ["12 months", "P1Y"],
  ["per year", "P1Y"],
  ["monatlich", "P1M"],
  ["vierteljährlich", "P3M"],
  ["halbjährl.", "P6M"],
  ["alle 2 Monate", "P2M"],
  ["jährlich", "P1Y"],
  ["mensuelle", "P1M"],
  ["tous les 3 mois", "P3M"],
  ["annuel", "P1Y"],
  ["trimestral", "P3M"],
  ["cada seis meses", "P6M"],
  ["P3M", "P3M"],
  ["fortnightly", "P2W interval_below_one_month"],
  ["Bi-weekly", "nothing interval_ambiguous"],
  ["bimonthly", "nothing interval_ambiguous"],
  ["biannual", "nothing interval_ambiguous"],
  ["quincenal", "nothing interval_ambiguous"],
  ["12 / Month", "nothing interval_ambiguous"],
  ["Annual (paid in full)", "P1Y"],
  ["when billed", "nothing interval_unparsed"],
  ["daily", "nothing interval_unparsed"],
  ["none", "nothing"],
])('ROS-15: the interval "%s" is %s', (text, expected) => {
  expect(said(parseIntervalText(text))).toBe(expected);
});

test.each([
  ["(316) 555-0101", "US", "+13165550101"],
  ["620-555-0151", "US", "+16205550151"],
  ["'4055550181", "US", "+14055550181"],
  ["9705550134.0", "US", "+19705550134"],
  ["402-555-0105 (cell)", "US", "+14025550105"],
  ["+1 405 555 0150", "US", "+14055550150"],
  ["5550174", "US", "nothing phone_invalid"],
  ["7.85555E+09", "US", "nothing phone_unrecoverable"],
  ["N/A", "US", "nothing"],
  ["07700 900091", "GB", "+447700900091"],
  ["+44 7700 900785", "GB", "+447700900785"],
  ["7700900287", "GB", "nothing phone_invalid"],
  ["0151 / 12345678", "DE", "+4915112345678"],
  ["+49 (0)30 123456", "DE", "+4930123456"],
  ["06 12 34 56 78", "FR", "+33612345678"],
  ["612 345 678", "ES", "+34612345678"],
  ["620-555-0151", undefined, "nothing phone_invalid"],
])('ROS-16: the phone "%s" in %s is %s', (text, region, expected) => {
  expect(said(parsePhoneText(text, region))).toBe(expected);
});

test.each([
  ["ANN@EXAMPLE.ORG", "ann@example.org"],
  ["\u200bann@example.org\u00a0", "ann@example.org"],
  ["mailto:ann@example.org", "ann@example.org"],
  ["<ann@example.org>", "ann@example.org"],
  ["ann@example.org; bob@example.org", "ann@example.org email_multiple"],
  ["ann@@example.org", "nothing email_invalid"],
  ["ann@example", "nothing email_invalid"],
  ["ann at example.org", "nothing email_invalid"],
  ["none", "nothing"],
])('ROS-17: the email "%s" is %s', (text, expected) => {
  expect(said(parseEmailText(text))).toBe(expected);
});

test.each([
  ["Abbott, Adolfo", "Adolfo Abbott"],
  ["Doe, Jane Q.", "Jane Q. Doe"],
  ["Dr. Jane Doe", "Jane Doe"],
  ["Jane Doe, MD", "Jane Doe"],
  ["Doe, Jane, Jr.", "Jane Doe Jr."],
  ["Frau Dr. Eva Weiß", "Eva Weiß"],
  ["Santiago Ramón y Cajal", "Santiago Ramón y Cajal"],
  ["Ana y Juan Pérez", "nothing more_than_one_person_in_cell"],
  ["Jane & John Doe", "nothing more_than_one_person_in_cell"],
  ["Doe Family", "nothing more_than_one_person_in_cell"],
  ["Cher", "nothing name_incomplete"],
  ["Jennifer Null", "Jennifer Null looks_like_placeholder"],
  ["JosÃ© PÃ¡ez", "JosÃ© PÃ¡ez mojibake_suspected"],
  ["#NAME?", "nothing formula_error"],
])('ROS-18: the name "%s" is %s', (text, expected) => {
  expect(said(parseFullName(text))).toBe(expected);
});

test("ROS-18: a last name is kept as typed, and lists of names become names", () => {
  expect(said(parseNamePart("Null"))).toBe("Null looks_like_placeholder");
  expect(said(parseNamePart("  O'Conner\t"))).toBe("O'Conner");
  expect(parseNameList("Roe, Ann; Roe, Bob").value).toEqual(["Ann Roe", "Bob Roe"]);
});

test("ROS-10: odd spaces, invisible letters and text marks go, and words for nothing are empty", () => {
  expect(cleanText("\ufeff Gold\u00a0 Plan\t")).toBe("Gold Plan");
  expect(cleanText("'0123")).toBe("0123");
  expect(cleanText("'t Hooft")).toBe("'t Hooft");
  expect(["N/A", "tbd", "keine Angabe", "néant", "—"].every(isPlaceholder)).toBe(true);
  expect(isPlaceholder("Nona")).toBe(false);
});

test("ROS-10: text that would run as a formula is kept as text and told", () => {
  for (const text of ['=IMPORTXML("http://x.example","//a")', "+1 free visit", "@home"]) {
    expect(said(parseText(text))).toBe(`${text} formula_like_text`);
  }
  expect(said(parseText("call first"))).toBe("call first");
});

test('ROS-10: an ID keeps its zeros, loses ".0", and is refused once its digits are lost', () => {
  expect(said(parseId("00100200"))).toBe("00100200");
  expect(said(parseId("67206.0"))).toBe("67206");
  expect(said(parseId("1.00E+05"))).toBe("nothing id_unrecoverable");
});

test("ROS-10: choices in four languages", () => {
  expect(
    ["Yes", "x", "Ja", "Oui", "Sí", "WAHR"].map(
      (text) => parseBooleanCell(textCell(text), "").value,
    ),
  ).toEqual(Array(6).fill(true));
  expect(
    ["No", "Nein", "Non", "FALSCH"].map((text) => parseBooleanCell(textCell(text), "").value),
  ).toEqual(Array(4).fill(false));
  expect(
    ["female", "m", "weiblich", "Homme", "Mujer", "divers"].map((text) => parseSexText(text).value),
  ).toEqual(["F", "M", "F", "M", "F", "O"]);
  expect(["E", "Spouse", "Kind", "Titulaire"].map((text) => parseRoleText(text).value)).toEqual([
    "employee",
    "spouse",
    "child",
    "head",
  ]);
  expect(said(parseRoleText("Domestic Partner"))).toBe("nothing choice_unknown");
  expect(
    [
      "CC",
      "MC x4444",
      "Visa ****4242",
      "eCheck",
      "Bank draft",
      "Lastschrift",
      "Chèque",
      "Efectivo",
    ].map((text) => parsePaymentMethodText(text).value),
  ).toEqual(["card", "card", "card", "ach", "ach", "ach", "check", "cash"]);
  expect(said(parsePaymentMethodText("Venmo"))).toBe("nothing payment_method_unsupported");
  expect(
    [
      "Good standing",
      "Lapsed",
      "on hold",
      "Deceased",
      "past due",
      "gekündigt",
      "en pause",
      "Baja",
    ].map((text) => parseStatusText(text).value),
  ).toEqual([
    "active",
    "cancelled",
    "paused",
    "deceased",
    "grace",
    "cancelled",
    "paused",
    "cancelled",
  ]);
});

/** What stands in cells: plain words, and every kind of word that a rule looks at. */
const tellingWords =
  "Ada Li Do Md Phd Dr Mr Mrs Prof Herr Mme Mle Sra Med And and Und Et Y E Family Familia Household Test Null Xxx Unknown Nobody Lastname Jr Pa Pac Cpa Esq Na O'Neil Zoë van";
const cellWord = fc.oneof(fc.constantFrom(...tellingWords.split(" ")), fc.string({ maxLength: 6 }));
const cellWords = fc
  .array(cellWord, { minLength: 1, maxLength: 4 })
  .map((words) => words.join(" "));

test("ROS-18: a plain name is read as it would be among all others", () => {
  fc.assert(
    fc.property(cellWords, (text) => {
      // Nothing with a space after it is plain.
      expect(parseFullName(text)).toEqual(parseFullName(`${text} `));
    }),
    { numRuns: 3000 },
  );
});

test("ROS-17: a plain address is read as it would be among all others", () => {
  const parts = fc.constantFrom(
    "a",
    "b1",
    "x_y",
    ".",
    "..",
    "@",
    "-",
    "+",
    "example",
    "org",
    "com",
    "Q",
  );
  const address = fc.oneof(
    fc.array(parts, { maxLength: 9 }).map((all) => all.join("")),
    fc.emailAddress(),
    fc.integer({ min: 60, max: 68 }).map((length) => `${"a".repeat(length)}@example.org`),
    fc.integer({ min: 60, max: 66 }).map((length) => `a@${"b".repeat(length)}.org`),
  );
  fc.assert(
    fc.property(address, (text) => {
      expect(parseEmailText(text)).toEqual(parseEmailText(`${text} `));
    }),
    { numRuns: 3000 },
  );
});

test("ROS-10: what is plainly clean stays, and an invisible character changes nothing of it", () => {
  const text = fc.oneof(
    cellWords,
    fc
      .array(fc.constantFrom("a", " ", "'", "1", "=", "\u00a0", "\t", "é"), { maxLength: 8 })
      .map((all) => all.join("")),
  );
  fc.assert(
    fc.property(text, (one) => {
      expect(cleanText(one)).toBe(cleanText(`${one}\u200b`));
    }),
    { numRuns: 3000 },
  );
});
