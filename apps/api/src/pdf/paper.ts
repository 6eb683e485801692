import { fileURLToPath } from "node:url";
import PDFDocument from "pdfkit";
import { printable } from "./printable.ts";

// Whole fonts of our own: the ones built into PDF have no letters beyond Western Europe.
const plain = fileURLToPath(new URL("../../fonts/DejaVuSans.ttf", import.meta.url));
const bold = fileURLToPath(new URL("../../fonts/DejaVuSans-Bold.ttf", import.meta.url));

/** Points; A4. */
const page = { left: 56, right: 539, top: 56, bottom: 770 } as const;
const width = page.right - page.left;
const rowGap = 6;
const footerY = 790;

export interface Column {
  readonly title: string;
  readonly x: number;
  readonly width: number;
  readonly align?: "right";
}

export interface Head {
  readonly practiceName: string;
  readonly title: string;
  /** Printed large across each page: what this paper no longer is. */
  readonly stamp: string | null;
  readonly payer: readonly string[];
  /** Label and value. */
  readonly facts: readonly (readonly [string, string])[];
}

export interface Printing {
  readonly head: Head;
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly string[])[];
  /** Label and amount; the last stands out. */
  readonly sums: readonly (readonly [string, string])[];
  readonly pageOf: (page: number, pages: number) => string;
  readonly createdAt: Date;
  readonly isCompressed: boolean;
}

type Page = PDFKit.PDFDocument;

/** A table on A4, in any script of Europe; what goes over a page repeats its headings there. */
export async function printTable(printing: Printing): Promise<Uint8Array<ArrayBuffer>> {
  const { head } = printing;
  const document = new PDFDocument({
    size: "A4",
    margins: { left: page.left, right: 56, top: page.top, bottom: 40 },
    compress: printing.isCompressed,
    bufferPages: true,
    info: {
      Title: `${head.practiceName}: ${head.title}`,
      Author: head.practiceName,
      CreationDate: printing.createdAt,
    },
  });
  document.registerFont("plain", plain);
  document.registerFont("bold", bold);
  const bytes = collect(document);
  writeHead(document, head);
  writeHeadings(document, printing.columns);
  for (const row of printing.rows) writeRow(document, { printing, row });
  writeSums(document, printing);
  writeOnEveryPage(document, printing);
  document.end();
  return bytes;
}

function collect(document: Page): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array[] = [];
  const { promise, resolve, reject } = Promise.withResolvers<Uint8Array<ArrayBuffer>>();
  document.on("data", (chunk: Uint8Array) => chunks.push(chunk));
  document.on("end", () => resolve(new Uint8Array(Buffer.concat(chunks))));
  document.on("error", reject);
  return promise;
}

function writeHead(document: Page, { practiceName, title, payer, facts }: Head): void {
  document.font("bold").fontSize(16).text(printable(practiceName), page.left, page.top, { width });
  document.font("plain").fontSize(12).moveDown(0.5).text(title);
  document.fontSize(10).moveDown(1.5);
  const top = document.y;
  for (const line of payer) document.text(printable(line), page.left, document.y, { width: 250 });
  const below = document.y;
  document.y = top;
  for (const [label, value] of facts) {
    const { y } = document;
    document.text(printable(label), 320, y, { width: 95 });
    const under = document.y;
    document.text(printable(value), 415, y, { width: page.right - 415, align: "right" });
    document.y = Math.max(under, document.y);
  }
  document.y = Math.max(below, document.y) + 24;
}

function rule(document: Page): void {
  const { y } = document;
  document.moveTo(page.left, y).lineTo(page.right, y).lineWidth(0.5).stroke("#888888");
  document.y = y + rowGap;
}

function writeHeadings(document: Page, columns: readonly Column[]): void {
  writeCells(document.font("bold"), { columns, texts: columns.map(({ title }) => title) });
  rule(document);
}

function writeCells(
  document: Page,
  { columns, texts }: { columns: readonly Column[]; texts: readonly string[] },
): void {
  document.fontSize(9);
  const { y } = document;
  document.y = y + heightOf(document, { columns, texts }) + rowGap;
  const below = document.y;
  for (const [index, { x, width: cellWidth, align = "left" }] of columns.entries()) {
    const text = printable(texts[index] ?? "");
    document.text(text, x, y, { width: cellWidth, align });
  }
  document.y = below;
}

function heightOf(
  document: Page,
  { columns, texts }: { columns: readonly Column[]; texts: readonly string[] },
): number {
  const heights = columns.map(({ width: cellWidth }, index) =>
    document.heightOfString(printable(texts[index] ?? ""), { width: cellWidth }),
  );
  return Math.max(...heights);
}

/** A row goes to the next page whole, under the headings again. */
function writeRow(
  document: Page,
  { printing, row }: { printing: Printing; row: readonly string[] },
): void {
  const { columns, head } = printing;
  document.font("plain").fontSize(9);
  if (document.y + heightOf(document, { columns, texts: row }) > page.bottom) {
    document.addPage();
    document.font("plain").fontSize(9);
    document.text(printable(`${head.practiceName}, ${head.title}`), page.left, page.top, {
      width,
    });
    document.y += 12;
    writeHeadings(document, columns);
  }
  writeCells(document.font("plain"), { columns, texts: row });
}

const sumsAt = { label: 250, amount: 420 } as const;

function writeSums(document: Page, { sums }: Printing): void {
  if (document.y + 40 > page.bottom) document.addPage();
  rule(document);
  for (const [index, [label, value]] of sums.entries()) {
    document.font(index === sums.length - 1 ? "bold" : "plain").fontSize(10);
    if (document.y + 14 > page.bottom) document.addPage();
    const { y } = document;
    document.text(printable(label), sumsAt.label, y, { width: sumsAt.amount - sumsAt.label - 10 });
    const under = document.y;
    document.text(printable(value), sumsAt.amount, y, {
      width: page.right - sumsAt.amount,
      align: "right",
    });
    document.y = Math.max(under, document.y) + 3;
  }
}

function writeOnEveryPage(document: Page, { head, pageOf }: Printing): void {
  const { start, count } = document.bufferedPageRange();
  for (let index = 0; index < count; index += 1) {
    document.switchToPage(start + index);
    document.font("plain").fontSize(8).fillColor("#666666");
    document.text(pageOf(index + 1, count), page.left, footerY, {
      width,
      align: "right",
      lineBreak: false,
    });
    if (head.stamp !== null) writeStamp(document, head.stamp);
    document.fillColor("black");
  }
}

function writeStamp(document: Page, stamp: string): void {
  document.save();
  document.rotate(-30, { origin: [298, 420] });
  document.font("bold").fontSize(72).fillColor("#cc3333").fillOpacity(0.18);
  const stampWidth = document.widthOfString(stamp);
  document.text(stamp, 298 - stampWidth / 2, 380, { lineBreak: false });
  document.restore();
}
