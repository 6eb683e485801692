import * as z from "zod";

const codes = new Set(
  (
    "AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BOV BRL BSD BTN BWP BYN BZD CAD CDF " +
    "CHE CHF CHW CLF CLP CNY COP COU CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD " +
    "GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP " +
    "LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MXV MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB " +
    "PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB " +
    "TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD USN UYI UYU UYW UZS VED VES VND VUV WST XAF XCD XCG XOF XPF YER " +
    "ZAR ZMW ZWG"
  ).split(" "),
);

// ISO 4217's minor units where they are not 2. Intl follows CLDR, which differs (IQD, LBP, PKR ...).
const exponents: Record<string, number> = {
  ...Object.fromEntries(
    "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF"
      .split(" ")
      .map((code) => [code, 0]),
  ),
  ...Object.fromEntries("BHD IQD JOD KWD LYD OMR TND".split(" ").map((code) => [code, 3])),
  CLF: 4,
  UYW: 4,
};

/** An ISO 4217 code in capitals (MONEY-2). */
export const Currency = z
  .string()
  .refine((code) => codes.has(code), "not an ISO 4217 currency code, such as USD")
  .brand("Currency");
export type Currency = z.infer<typeof Currency>;

/** Throws RangeError when `code` is not an ISO 4217 code. */
export function currency(code: string): Currency {
  if (!codes.has(code)) throw new RangeError(`"${code}" is not an ISO 4217 currency code`);
  return code as Currency;
}

/** Digits after the decimal point: JPY 0, USD 2, KWD 3 (MONEY-2). */
export function exponentOf(currency: string): number {
  return exponents[currency] ?? 2;
}
