import { interval, type Interval } from "../../calendar/index.ts";
import { bad, blank, doubtful, good, type Parsed } from "./parsed.ts";
import { isOneSlipAway } from "./spelling.ts";
import { cleanText, foldWords, formulaErrorFound, isFormulaError, isPlaceholder } from "./text.ts";

const wanted = "how often it is billed, such as monthly, quarterly, half-yearly or yearly";

const words: Record<string, string> = {
  P1M:
    "monthly,month,months,mo,m,mth,mthly,mnthly,mon,monat,monatl,mntl,mens,monate,monatlich,monatsweise,mtl,mensuel,mensuelle,mensuellement,mois,mensual,mensile,mensilmente,mese,mesi,maandelijks,maand,maanden,mensal,mensalmente," +
    "mensualmente,mes,meses,once a month,pm,p m,every month,month to month,wc month,calendar month",
  P3M:
    "quarterly,quarter,quarters,q,qtr,qtrly,qrtly,quartal,quartalsweise,vierteljahrl,vj,viertelj,quart,trim,vierteljahrlich,vierteljahr,trimestriel,trimestrielle," +
    "trimestriellement,trimestrale,trimestralmente,kwartaal,kwartalen,driemaandelijks,trimestre,trimestral,trimestralmente,1 4 jahrlich,3 monatlich,every three months,dreimonatlich,4 times a year",
  P6M:
    "semi annual,semi annually,semiannual,semiannually,half yearly,half year,halfyearly,halfyear,half annual,half annually,twice a year," +
    "every six months,six monthly,semi yearly,6 monatlich,halbjahrl,halbj,hj,halbjahrlich,halbjahr,halbjahrig,1 2 jahrlich,sechsmonatlich,semestriel,semestrielle," +
    "semestre,semestral,semestralmente,semestrale,halfjaarlijks,halfjaar,hy,s a,sa,semester",
  P1Y:
    "annual,annually,yearly,year,years,yr,yrs,yrly,y,a,pa,p a,annum,anno,once a year,jahrlich,jahrl,jahr,jahre,jhrl,j,jahrig,annuel," +
    "annuelle,annuellement,annuale,annualmente,jaarlijks,jaar,anualmente,an,ans,annee,anual,anualmente,ano,anos,12 monatlich,twelve monthly,jahresweise,jahreszahlung,jahresbeitrag",
  P1W: "weekly,week,weeks,wk,wks,w,wkly,wochentlich,woche,wochen,hebdomadaire,semaine,semaines,semanal,semana,semanas,settimanale,settimana,wekelijks",
  P2W: "fortnightly,fortnight,every other week,every second week,zweiwochentlich,14 taglich,vierzehntagig,vierzehntaglich,two weekly,2 weekly",
  P4W: "four weekly,vierwochentlich,4 weekly",
  P2M: "every other month,every second month,zweimonatlich,two monthly,bimestral,bimestriel,bimestrielle,2 monatlich,bimestre",
  P4M: "cuatrimestral,quadrimestriel,viermonatlich,cuatrimestre",
  P24M: "biennial,biennially,every other year,zweijahrlich,alle zwei jahre,bienal",
};

const ambiguousWords =
  "bi monthly,bimonthly,bi weekly,biweekly,bi annual,biannual,bi annually,biannually,bi yearly,biyearly,bimensuel,bimensuelle,bimensual,quincenal," +
  "bianual,bisannuel,bisannuelle,bi mensuel,bi mensual,quinzaine,quincena,bi month,bi week,bi year,zweimal";

const known = new Map<string, Interval>(
  Object.entries(words).flatMap(([iso, names]) =>
    names.split(",").map((name): [string, Interval] => [name, interval(iso)]),
  ),
);
const ambiguous = new Set(ambiguousWords.split(","));
const spellable = [...known.keys()].filter((word) => word.length >= 6 && !word.includes(" "));

const leading =
  /^(?:billed|paid|renews?|pays?|charged|recurring|every|each|per|once|jeden|jede|jedes|alle|pro|im|tous les|toutes les|chaque|par|a cada|cada|todos los|todos|todas|tutti|por|al|ao|a|le|la|all|wc|ogni|elke|iedere|voor)(?: (?:per|a|an|every|les|los|os|as|i|el|the|le|la))? (?=.)/;
const trailing =
  / (?:billing|payments?|plan|in advance|advance|subscription|membership|term|zahlung|zahlweise|paiement|pago|cycle|recurring|renewal|basis|only|auto)$/;

const numberWords: Record<string, number> = {
  one: 1,
  two: 2,
  three: 3,
  four: 4,
  six: 6,
  twelve: 12,
  ein: 1,
  eine: 1,
  einen: 1,
  zwei: 2,
  drei: 3,
  vier: 4,
  sechs: 6,
  zwolf: 12,
  un: 1,
  une: 1,
  deux: 2,
  trois: 3,
  quatre: 4,
  douze: 12,
  uno: 1,
  una: 1,
  dos: 2,
  tres: 3,
  cuatro: 4,
  seis: 6,
  doce: 12,
  due: 2,
  sei: 6,
  dodici: 12,
  twee: 2,
  drie: 3,
  zes: 6,
  twaalf: 12,
  dois: 2,
  doze: 12,
};

export type IntervalUnit = "D" | "W" | "M" | "Y" | "Q";

const units: Record<string, IntervalUnit> = {
  day: "D",
  days: "D",
  d: "D",
  tag: "D",
  tage: "D",
  tagen: "D",
  jour: "D",
  jours: "D",
  dia: "D",
  dias: "D",
  week: "W",
  weeks: "W",
  wk: "W",
  wks: "W",
  w: "W",
  woche: "W",
  wochen: "W",
  semaine: "W",
  semaines: "W",
  semana: "W",
  semanas: "W",
  weekly: "W",
  month: "M",
  months: "M",
  monthly: "M",
  mo: "M",
  mos: "M",
  mth: "M",
  mths: "M",
  m: "M",
  monat: "M",
  monate: "M",
  monaten: "M",
  mois: "M",
  mes: "M",
  meses: "M",
  monatlich: "M",
  year: "Y",
  years: "Y",
  yr: "Y",
  yrs: "Y",
  y: "Y",
  jahr: "Y",
  jahre: "Y",
  jahren: "Y",
  an: "Y",
  ans: "Y",
  annee: "Y",
  annees: "Y",
  ano: "Y",
  anos: "Y",
  mese: "M",
  mesi: "M",
  maand: "M",
  maanden: "M",
  anno: "Y",
  anni: "Y",
  jaar: "Y",
  jaren: "Y",
  weken: "W",
  kwartaal: "Q",
  kwartalen: "Q",
  yearly: "Y",
  quarter: "Q",
  quarters: "Q",
  quartal: "Q",
  quartale: "Q",
  trimestre: "Q",
  trimestres: "Q",
};

/** The unit that a word names, for a column of units beside a column of numbers. */
export function unitOf(text: string): IntervalUnit | null {
  return units[foldWords(text)] ?? null;
}

/** Null where no such interval can be billed: 0 months, 3 days. */
export function intervalOf(count: number, unit: IntervalUnit): Interval | null {
  const months = unit === "M" ? count : unit === "Q" ? count * 3 : unit === "Y" ? count * 12 : 0;
  if (months > 0) return months <= 99 ? interval(months === 12 ? "P1Y" : `P${months}M`) : null;
  if (unit === "W") return count >= 1 && count <= 52 ? interval(`P${count}W`) : null;
  if (unit === "D" && count === 30) return interval("P30D");
  return unit === "D" && count > 0 && count % 7 === 0 && count <= 364
    ? interval(`P${count / 7}W`)
    : null;
}

/** An interval in words of four languages, or as a number with its unit (ROS-15). What has two meanings is refused. */
export function parseIntervalText(text: string): Parsed<Interval> {
  const value = cleanText(text);
  if (value === "" || isPlaceholder(value)) return blank;
  if (isFormulaError(value)) return formulaErrorFound(value, wanted);
  const folded = foldWords(value);
  if (isTwofold(folded, value)) {
    return bad({
      code: "interval_ambiguous",
      level: "error",
      found: value,
      wanted: `${wanted}; this can mean twice per period or every two periods`,
    });
  }
  const bare = foldWords(value.replace(/\(.*?\)/g, " "));
  const read =
    readIso(value) ??
    readWords(folded) ??
    readWords(bare) ??
    readCounted(folded) ??
    readTimes(folded) ??
    readMisspelt(folded);
  if (read === null)
    return bad({ code: "interval_unparsed", level: "error", found: value, wanted });
  return withShortness(read, value);
}

export function withShortness(value: Interval, found: string): Parsed<Interval> {
  if (!value.endsWith("W")) return good(value);
  return doubtful(value, {
    code: "interval_below_one_month",
    level: "warn",
    found,
    wanted: "a month or longer, as most plans have",
  });
}

function isTwofold(folded: string, value: string): boolean {
  const bare = folded.replace(leading, "").replace(trailing, "");
  return ambiguous.has(folded) || ambiguous.has(bare) || /^\d+ ?\/ ?\p{L}+$/u.test(value);
}

function readIso(value: string): Interval | null {
  const iso = /^P(\d{1,3})([DWMY])$/i.exec(value);
  return iso === null ? null : intervalOf(Number(iso[1]), iso[2]?.toUpperCase() as IntervalUnit);
}

function readWords(folded: string): Interval | null {
  const bare = folded.replace(leading, "").replace(leading, "").replace(trailing, "");
  return known.get(folded) ?? known.get(bare) ?? null;
}

function readCounted(folded: string): Interval | null {
  const bare = folded.replace(leading, "").replace(trailing, "");
  const counted = /^(\d{1,3}|[a-z]+) ?([a-z]+)$/.exec(bare);
  if (counted === null) return null;
  const [, number = "", unit = ""] = counted;
  const count = /^\d/.test(number) ? Number(number) : numberWords[number];
  const named = units[unit];
  return count === undefined || named === undefined ? null : intervalOf(count, named);
}

const timesAYear =
  /^(\d{1,2}|once|einmal|one|two|three|four|six|twelve) ?(?:x|mal|fois|vez|veces|times?|payments?|zahlungen)? ?(?:(?:per|a|pro|im|par|al|por|l|every|each) )?(year|yr|annum|jahr|jahrlich|jahrl|yearly|annually|an|annee|ano|month|mo|monat|monatlich|monthly|mois|mes)$/;

/** "4x jährlich" is every three months; what does not divide a year, or is more than once a month, is nothing we bill. */
function readTimes(folded: string): Interval | null {
  const [, times = "", unit = ""] = timesAYear.exec(folded) ?? [];
  if (times === "") return null;
  const isOnce = times === "once" || times === "einmal";
  const count = isOnce ? 1 : /^\d/.test(times) ? Number(times) : (numberWords[times] ?? 0);
  if (/^mo|^mes/.test(unit)) return count === 1 ? intervalOf(1, "M") : null;
  return count > 0 && 12 % count === 0 ? intervalOf(12 / count, "M") : null;
}

function readMisspelt(folded: string): Interval | null {
  const bare = folded.replace(leading, "").replace(trailing, "");
  if (bare.length < 5 || bare.startsWith("bi")) return null;
  const near = new Set(
    spellable.filter((word) => isOneSlipAway(bare, word)).map((word) => known.get(word)),
  );
  const [only] = near;
  return near.size === 1 && only !== undefined ? only : null;
}
