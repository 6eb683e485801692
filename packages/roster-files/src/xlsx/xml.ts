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

/** Each element of a name that has no element of the same name inside: its start tag's attributes and its content. */
export function* elements(xml: string, name: string): Generator<{ tag: string; content: string }> {
  const opening = new RegExp(`<(?:\\w+:)?${name}(?=[\\s/>])([^>]*?)(/?)>`, "g");
  for (let found = opening.exec(xml); found !== null; found = opening.exec(xml)) {
    const tag = found[1] ?? "";
    if (found[2] === "/") {
      yield { tag, content: "" };
      continue;
    }
    const closing = new RegExp(`</(?:\\w+:)?${name}>`, "g");
    closing.lastIndex = opening.lastIndex;
    const end = closing.exec(xml);
    if (end === null) return;
    yield { tag, content: xml.slice(opening.lastIndex, end.index) };
    opening.lastIndex = closing.lastIndex;
  }
}

/** The text of a string item: its runs joined, without the readings that stand above East Asian letters. */
export function itemText(content: string): string {
  const withoutReadings = content.includes("rPh")
    ? content.replace(/<(?:\w+:)?rPh[\s\S]*?<\/(?:\w+:)?rPh>/g, "")
    : content;
  let text = "";
  for (const { content: run } of elements(withoutReadings, "t")) text += decodeXml(run);
  return text.replace(/_x([\dA-F]{4})_/g, (_, code: string) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  );
}
