export type Encoding = "utf-8" | "utf-16le" | "utf-16be" | "windows-1252";

type Source = () => AsyncIterable<Uint8Array>;

/** A mark decides; else strict UTF-8 over the whole file, else Windows-1252. Null: bytes that no text has. */
export async function detectEncoding(source: Source, head: Uint8Array): Promise<Encoding | null> {
  if (head[0] === 0xff && head[1] === 0xfe) return "utf-16le";
  if (head[0] === 0xfe && head[1] === 0xff) return "utf-16be";
  if (isUtf16WithoutMark(head)) return "utf-16le";
  if (head.includes(0)) return null;
  const strict = new TextDecoder("utf-8", { fatal: true });
  try {
    for await (const chunk of source()) strict.decode(chunk, { stream: true });
    strict.decode();
    return "utf-8";
  } catch {
    return "windows-1252";
  }
}

function isUtf16WithoutMark(head: Uint8Array): boolean {
  const sample = head.subarray(0, 200);
  const zeros = sample.filter((byte, index) => byte === 0 && index % 2 === 1).length;
  return sample.length >= 8 && zeros > sample.length * 0.4;
}

// What Windows-1252 has where Latin-1 has control characters. Some runtimes' own decoder leaves these out.
const high = "€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ";

function decodeWindows1252(bytes: Uint8Array): string {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("latin1");
  return text.replace(/[\u0080-\u009f]/g, (letter) => high[letter.charCodeAt(0) - 0x80] ?? letter);
}

/** The same bytes as UTF-8, chunk by chunk, which is what the CSV parser reads. */
export async function* asUtf8(source: Source, encoding: Encoding): AsyncGenerator<Uint8Array> {
  if (encoding === "utf-8") {
    yield* source();
    return;
  }
  const decode = decoderOf(encoding);
  for await (const chunk of source()) yield Buffer.from(decode(chunk));
}

export function decoderOf(encoding: Encoding): (chunk: Uint8Array) => string {
  if (encoding === "windows-1252") return decodeWindows1252;
  const decoder = new TextDecoder(encoding);
  return (chunk) => decoder.decode(chunk, { stream: true });
}
