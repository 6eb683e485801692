// What a spreadsheet takes for a formula when it opens a CSV file, full-width signs and leading blanks included.
const running = /^'*(?:\s*[=+\-@＝＋－＠]|[\t\r\n])/u;

/** An apostrophe before text that would run: no spreadsheet runs it, and `fromInertText` gives the very same text back. */
export function toInertText(text: string): string {
  return running.test(text) ? `'${text}` : text;
}

export function fromInertText(text: string): string {
  return text.startsWith("'") && running.test(text.slice(1)) ? text.slice(1) : text;
}
