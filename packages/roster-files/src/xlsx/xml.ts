const entities: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

export function decodeXml(text: string): string {
  if (!text.includes("&")) return text;
  return text.replace(/&(#x[\da-f]+|#\d+|\w+);/gi, (whole, name: string) => {
    if (!name.startsWith("#")) return entities[name] ?? whole;
    const code = /^#x/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}

/** The value of an attribute inside the text of a start tag; undefined when it is not there. */
export function attribute(tag: string, name: string): string | undefined {
  const start = tag.indexOf(` ${name}="`);
  if (start < 0) return undefined;
  const from = start + name.length + 3;
  return decodeXml(tag.slice(from, tag.indexOf('"', from)));
}

/** Elements without the prefix that some programs write before all their names. */
export function withoutPrefixes(xml: string): string {
  const isPrefixed = /<\w+:(?:worksheet|sst|styleSheet|workbook|Relationships)[\s>]/.test(
    xml.slice(0, 2000),
  );
  return isPrefixed ? xml.replace(/<(\/?)\w+:/g, "<$1") : xml;
}

/** Each element of a name that has no element of the same name inside: its start tag's attributes and its content. */
export function* elements(xml: string, name: string): Generator<{ tag: string; content: string }> {
  const opening = `<${name}`;
  const closing = `</${name}>`;
  for (let start = xml.indexOf(opening); start >= 0; start = xml.indexOf(opening, start)) {
    const afterName = start + opening.length;
    start = afterName;
    if (!/[\s/>]/.test(xml.charAt(afterName))) continue;
    const endOfTag = xml.indexOf(">", afterName);
    if (endOfTag < 0) return;
    const isEmpty = xml.charAt(endOfTag - 1) === "/";
    const tag = xml.slice(afterName, isEmpty ? endOfTag - 1 : endOfTag);
    const end = isEmpty ? endOfTag : xml.indexOf(closing, endOfTag);
    if (end < 0) return;
    yield { tag, content: isEmpty ? "" : xml.slice(endOfTag + 1, end) };
    start = isEmpty ? end + 1 : end + closing.length;
  }
}

/** The text of a string item: its runs joined, without the readings that stand above East Asian letters. */
export function itemText(content: string): string {
  const withoutReadings = content.includes("rPh")
    ? content.replace(/<rPh[\s\S]*?<\/rPh>/g, "")
    : content;
  let text = "";
  for (const { content: run } of elements(withoutReadings, "t")) text += decodeXml(run);
  return text.replace(/_x([\dA-F]{4})_/g, (_, code: string) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  );
}
