/** What a date cell says before day and month are told apart. */
export type DateShape =
  | { kind: "ymd"; year: number; month: number; day: number; time?: string; zone?: string }
  | {
      kind: "numbers";
      first: number;
      second: number;
      year: number;
      isTwoDigitYear: boolean;
      isDotted: boolean;
      time?: string;
    }
  | { kind: "named"; year: number; month: number; day: number; isTwoDigitYear: boolean }
  | { kind: "serial"; serial: number }
  | { kind: "unix"; seconds: number }
  | { kind: "incomplete" }
  | { kind: "zero" }
  | { kind: "unreadable" };

const iso =
  /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ](\d{1,2}:\d{2}(?::\d{2})?)(?:[.,]\d+)?\s*(Z|UTC|GMT|[+-]\d{2}:?\d{2})?)?$/i;
const numbers =
  /^(\d{1,2})([./-]|\. ?| )(\d{1,2})(?:\2)(\d{4}|\d{2})\.?(?:,? +(\d{1,2}:\d{2}(?::\d{2})?(?: ?[ap]\.?m\.?)?))?(?: (?:Uhr|h))?$/i;
const compact = /^((?:19|20)\d{2})(\d{2})(\d{2})$/;
const withoutDay = /^(?:\d{1,2}[./-]\d{4}|\d{4}[./-]\d{1,2}|(?:19|20)\d{2})$/;

const monthNames = [
  "jan january janvier janv januar jänner janner enero ene gennaio gen januari janeiro",
  "feb february fevrier fevr fev februar febrero febr feber febbraio februari fevereiro",
  "mar march mars marz maerz marzo mrz mär maart mrt março marco",
  "apr april avril avr abril abr aprile",
  "may mai mayo maggio mag mei maio",
  "jun june juin juni junio giugno giu junho",
  "jul july juillet juil juli julio luglio lug julho",
  "aug august aout agosto ago augustus",
  "sep sept september septembre septiembre setiembre set settembre setembro",
  "oct october octobre oktober okt octubre ottobre ott outubro out",
  "nov november novembre noviembre novembro",
  "dec december decembre dezember dez diciembre dic dicembre dezembro",
];
const monthNumbers = new Map(
  monthNames.flatMap((names, index) =>
    names.split(" ").map((name): [string, number] => [name, index + 1]),
  ),
);

/** Reads the shape of a cleaned, non-empty cell. Never a guess about order, never a roll-over (ROS-11). */
export function readDateShape(text: string): DateShape {
  const asIso = iso.exec(text);
  if (asIso !== null) return isoShape(asIso);
  const asNumbers = numbers.exec(text);
  if (asNumbers !== null) return numbersShape(asNumbers);
  if (/^\d/.test(text)) {
    const asDigits = digitsShape(text);
    if (asDigits !== null) return asDigits;
  }
  if (withoutDay.test(text)) return { kind: "incomplete" };
  return namedShape(text);
}

function isoShape([, year, month, day, time, zone]: RegExpExecArray): DateShape {
  if (Number(year) === 0 && Number(month) === 0 && Number(day) === 0) return { kind: "zero" };
  const shape = {
    kind: "ymd" as const,
    year: Number(year),
    month: Number(month),
    day: Number(day),
  };
  if (time === undefined) return shape;
  return { ...shape, time, ...(zone === undefined ? {} : { zone }) };
}

function numbersShape([, first, separator, second, year = "", time]: RegExpExecArray): DateShape {
  if (Number(first) === 0 && Number(second) === 0 && Number(year) === 0) return { kind: "zero" };
  return {
    kind: "numbers",
    first: Number(first),
    second: Number(second),
    year: Number(year),
    isTwoDigitYear: year.length === 2,
    isDotted: separator?.startsWith(".") === true,
    ...(time === undefined ? {} : { time }),
  };
}

function digitsShape(text: string): DateShape | null {
  const packed = compact.exec(text);
  if (packed !== null && Number(packed[2]) <= 12 && Number(packed[3]) <= 31)
    return isoShape(packed);
  if (text === "0") return { kind: "zero" };
  if (/^\d{5}(?:[.,]\d+)?$/.test(text))
    return { kind: "serial", serial: Number(text.replace(",", ".")) };
  if (/^\d{10}$/.test(text)) return { kind: "unix", seconds: Number(text) };
  if (/^\d{13}$/.test(text)) return { kind: "unix", seconds: Math.floor(Number(text) / 1000) };
  return null;
}

const noise =
  /^(?:mon|tue|tues|wed|weds|thu|thur|thurs|fri|sat|sun|monday|tuesday|wednesday|thursday|friday|saturday|sunday|mo|di|mi|do|fr|sa|so|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonnabend|sonntag|lun|mer|jeu|ven|sam|dim|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|lunes|martes|miercoles|jueves|viernes|sabado|domingo|mie|jue|vie|sab|dom|de|del|of|the|den|le|el|am|du|al|on|dia|un|lunedi|martedi|mercoledi|giovedi|venerdi|sabato|domenica|maandag|dinsdag|woensdag|donderdag|vrijdag|zaterdag|zondag|di|do|segunda|terca|quarta|quinta|sexta|feira)$/;

function namedShape(text: string): DateShape {
  const words = text
    .toLowerCase()
    .normalize("NFKD")
    .replace(/[\u0300-\u036f]/g, "")
    .replace(/\d{1,2}:\d{2}(?::\d{2})?(?: ?[ap]m)?/, "")
    .split(/[\s,./\-–']+/)
    .filter((word) => word !== "");
  if (words.length > 7) return { kind: "unreadable" };
  let month = 0;
  const figures: string[] = [];
  for (const word of words) {
    const named = monthNumbers.get(word);
    // "mar" is March, and Tuesday in Spanish and French; the first month word that leaves one wins.
    if (named !== undefined && month === 0) month = named;
    else if (/^\d{1,4}(?:st|nd|rd|th|er|e|º|o|ª)?$/.test(word))
      figures.push(word.replace(/\D+$/, ""));
    else if (!noise.test(word)) return { kind: "unreadable" };
  }
  return month === 0 ? { kind: "unreadable" } : namedDate(month, figures);
}

function namedDate(month: number, figures: string[]): DateShape {
  const [first = "", second] = figures;
  if (figures.length === 1) return { kind: "incomplete" };
  if (figures.length !== 2 || second === undefined) return { kind: "unreadable" };
  const isYearFirst = first.length === 4;
  const year = isYearFirst ? first : second;
  const day = isYearFirst ? second : first;
  if (day.length > 2 || year.length === 3 || year.length === 1) return { kind: "unreadable" };
  return {
    kind: "named",
    year: Number(year),
    month,
    day: Number(day),
    isTwoDigitYear: year.length === 2,
  };
}
