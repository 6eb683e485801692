import type { Document, Sheet } from "../model/document.ts";
import { shownRows } from "./shownRows.ts";

const linesPerPage = 60;

/** Letters beyond Latin-1 show as "?": the page uses the reader's own font. */
const latin = (text: string): string =>
  [...text].map((letter) => (letter.charCodeAt(0) > 255 ? "?" : letter)).join("");

const literal = (text: string): string => `(${latin(text).replaceAll(/[\\()]/g, String.raw`\$&`)})`;

function pages(document: Document, sheet: Sheet): string[][] {
  const lines = shownRows(document, sheet).map((row) => row.map(String).join("   "));
  const count = Math.max(1, Math.ceil(lines.length / linesPerPage));
  return Array.from({ length: count }, (_, page) =>
    lines.slice(page * linesPerPage, (page + 1) * linesPerPage),
  );
}

const contentOf = (lines: readonly string[]): string =>
  `BT /F1 9 Tf 12 TL 36 800 Td ${lines.map((line) => `${literal(line)} Tj T*`).join(" ")} ET`;

/** A plain PDF of one sheet: its rows as lines. */
export function writePdf(document: Document, sheet: Sheet): Uint8Array {
  const contents = pages(document, sheet).map(contentOf);
  const kids = contents.map((_, index) => `${4 + index * 2} 0 R`).join(" ");
  const objects = [
    "<< /Type /Catalog /Pages 2 0 R >>",
    `<< /Type /Pages /Kids [${kids}] /Count ${contents.length} >>`,
    "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ...contents.flatMap((content, index) => [
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents ${5 + index * 2} 0 R /Resources << /Font << /F1 3 0 R >> >> >>`,
      `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
    ]),
  ];
  let body = "%PDF-1.4\n";
  const offsets = objects.map((object, index) => {
    const offset = body.length;
    body += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return offset;
  });
  const table = offsets.map((offset) => `${String(offset).padStart(10, "0")} 00000 n \n`).join("");
  const end = `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${body.length}\n%%EOF\n`;
  return new Uint8Array(Buffer.from(body + end, "latin1"));
}
