import type { Area, Sheet } from "./document.ts";

export function columnName(index: number): string {
  let name = "";
  for (let rest = index; rest >= 0; rest = Math.floor(rest / 26) - 1)
    name = String.fromCharCode(65 + (rest % 26)) + name;
  return name;
}

export function columnIndex(name: string): number {
  let index = 0;
  for (const letter of name.toUpperCase()) index = index * 26 + letter.charCodeAt(0) - 64;
  return index - 1;
}

const looksLikeReference = /^(\$?[A-Za-z]{1,3}\$?\d+|[rR]\d*[cC]\d*|\d.*)$/;

export function quoteTitle(title: string): string {
  const isPlain = /^[\p{L}_][\p{L}\p{N}_]*$/u.test(title) && !looksLikeReference.test(title);
  return isPlain ? title : `'${title.replaceAll("'", "''")}'`;
}

export function formatArea(area: Area): string {
  const start = `${columnName(area.startColumn)}${area.startRow + 1}`;
  const end = `${columnName(area.endColumn - 1)}${area.endRow}`;
  return start === end ? start : `${start}:${end}`;
}

export const formatRange = (sheet: Sheet, area: Area): string =>
  `${quoteTitle(sheet.title)}!${formatArea(area)}`;
