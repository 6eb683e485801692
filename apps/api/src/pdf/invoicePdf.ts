import { fileURLToPath } from "node:url";
import type { PrintedInvoice } from "@rollbook/services/invoicePrint";
import PDFDocument from "pdfkit";
import { invoiceWords, type InvoiceWords } from "./invoiceWords.ts";

// Whole fonts of our own: the ones built into PDF have no letters beyond Western Europe.
const plain = fileURLToPath(new URL("../../fonts/DejaVuSans.ttf", import.meta.url));
const bold = fileURLToPath(new URL("../../fonts/DejaVuSans-Bold.ttf", import.meta.url));

/** Points; A4. */
const page = { left: 56, right: 539, top: 56, bottom: 770 };
const column = { days: 270, amount: 430, sums: 250 };
const width = page.right - page.left;
const rowGap = 6;

type Page = PDFKit.PDFDocument;

/** An invoice or credit note on A4, in any script of Europe. */
export async function invoicePdf(
  printed: PrintedInvoice,
  { isCompressed = true }: { isCompressed?: boolean } = {},
): Promise<Uint8Array<ArrayBuffer>> {
  const words = invoiceWords(printed);
  const document = new PDFDocument({
    size: "A4",
    margins: { left: page.left, right: 56, top: page.top, bottom: 56 },
    compress: isCompressed,
    info: {
      Title: `${words.practiceName}: ${words.title}`,
      Author: words.practiceName,
      CreationDate: new Date(printed.invoice.updatedAt),
    },
  });
  document.registerFont("plain", plain);
  document.registerFont("bold", bold);
  const bytes = collect(document);
  writeHead(document, words);
  for (const line of words.lines) writeLine(document, line);
  writeSums(document, words);
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

function writeHead(document: Page, { practiceName, title, payer, facts }: InvoiceWords): void {
  document.font("bold").fontSize(16).text(practiceName, page.left, page.top, { width });
  document.font("plain").fontSize(12).moveDown(0.5).text(title);
  document.fontSize(10).moveDown(1.5);
  const top = document.y;
  for (const line of payer) document.text(line, page.left, document.y, { width: 260 });
  const below = document.y;
  document.y = top;
  for (const [label, value] of facts) {
    const { y } = document;
    document.text(label, 330, y, { width: 60 });
    document.text(value, 390, y, { width: page.right - 390, align: "right" });
  }
  document.y = Math.max(below, document.y) + 24;
  rule(document);
}

function rule(document: Page): void {
  const { y } = document;
  document.moveTo(page.left, y).lineTo(page.right, y).lineWidth(0.5).stroke("#888888");
  document.y = y + rowGap;
}

/** A row goes to the next page whole. */
function keepTogether(document: Page, height: number): number {
  if (document.y + height > page.bottom) {
    document.addPage();
    document.y = page.top;
  }
  return document.y;
}

function writeLine(document: Page, line: InvoiceWords["lines"][number]): void {
  document.font("plain").fontSize(9);
  const texts = [
    { text: line.description, x: page.left, width: column.days - page.left - 10 },
    { text: line.days, x: column.days, width: column.amount - column.days - 10 },
    { text: line.amount, x: column.amount, width: page.right - column.amount, align: "right" },
  ] as const;
  const heights = texts.map((each) => document.heightOfString(each.text, { width: each.width }));
  const height = Math.max(...heights);
  const y = keepTogether(document, height);
  for (const { text, x, ...options } of texts) document.text(text, x, y, options);
  document.y = y + height + rowGap;
}

function writeSums(document: Page, { sums, balance }: InvoiceWords): void {
  rule(document);
  for (const [index, [label, value]] of [...sums, balance].entries()) {
    document.font(index === sums.length ? "bold" : "plain").fontSize(10);
    const y = keepTogether(document, 14);
    document.text(label, column.sums, y, { width: 170 });
    const height = document.y - y;
    document.text(value, column.amount, y, { width: page.right - column.amount, align: "right" });
    document.y = y + Math.max(height, document.y - y) + 3;
  }
}
