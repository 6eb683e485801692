import type { PlainDate } from "../../calendar/index.ts";
import { dateParts, type Person } from "./rosterLayouts.ts";

export type Words = Record<string, string>;

export const slashes =
  (order: "MDY" | "DMY") =>
  (date: PlainDate): string => {
    const { year, month, day } = dateParts(date);
    return order === "MDY" ? `${month}/${day}/${year}` : `${day}/${month}/${year}`;
  };
export const dotted = (date: PlainDate): string => {
  const { year, month, day } = dateParts(date);
  return `${day}.${month}.${year}`;
};
export const worded =
  (names: string) =>
  (date: PlainDate): string => {
    const { year, month, day } = dateParts(date);
    return names.split(" ")[Number(month) - 1] + ` ${day} ${year}`;
  };
export const long =
  (names: string, glue: string) =>
  (date: PlainDate): string => {
    const { year, month, day } = dateParts(date);
    return [Number(day), names.split(" ")[Number(month) - 1], year].join(glue);
  };

export const english = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec";
export const german =
  "Januar Februar März April Mai Juni Juli August September Oktober November Dezember";
export const french =
  "janvier février mars avril mai juin juillet août septembre octobre novembre décembre";
export const spanish =
  "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre";

export const own =
  (write: (person: Person) => string) =>
  (person: Person): string =>
    person.payer === null ? write(person) : "";
export const word = (words: Words, key: string): string => words[key] ?? key;
