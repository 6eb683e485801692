const hebrewAlone = /^[\p{Script=Hebrew}\s\p{P}]+$/u;
/** Georgian capitals, each as far above its everyday letter. */
const georgianCapitals = /[\u1C90-\u1CBF]/g;
const aboveLetters = 0x1c90 - 0x10d0;
/** Signs of currencies that the font has no picture of. */
const codes: Readonly<Record<string, string>> = { "\u20BE": "GEL", "\u20BC": "AZN" };

/** A text as the font can print it: Georgian capitals as everyday letters, a currency's code where its sign is missing. */
export function printable(text: string): string {
  const letters = text
    .normalize("NFC")
    .replaceAll(georgianCapitals, (capital) =>
      String.fromCodePoint((capital.codePointAt(0) ?? 0) - aboveLetters),
    )
    .replaceAll(/[\u20BC\u20BE]/g, (sign) => codes[sign] ?? sign);
  return inReadingOrder(letters);
}

/** Hebrew runs from right to left; in one piece, so that its words do too. */
function inReadingOrder(text: string): string {
  return hebrewAlone.test(text) && /\p{Script=Hebrew}/u.test(text)
    ? text.replaceAll(" ", "\u00A0")
    : text;
}
