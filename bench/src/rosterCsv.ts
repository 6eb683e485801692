import { createWriteStream } from "node:fs";
import { finished } from "node:stream/promises";

const header =
  "Patient ID,First name,Last name,Date of birth,Email,Phone,Plan,Price,Billing cycle,Payment method,Autopay,Last billed,Covered through,Payer ID,Status,Notes";
const firstNames = ["Ann", "Bob", "Cleo", "Dora", "Emil", "Flo", "Gus", "Hana", "Ivo", "Jan"];
const lastNames = ["Abbott", "Brown", "Cruz", "Diaz", "Evans", "Frank", "Green"];
const cycles = ["Monthly", "Monthly", "Quarterly", "Annual"];

/** Writes a roster of `count` people to a CSV file: families of three, dates month first, few words, many names. */
export async function writeRosterCsv({
  file,
  count,
}: {
  file: string;
  count: number;
}): Promise<void> {
  const out = createWriteStream(file);
  out.write(`${header}\n`);
  for (let index = 0; index < count; index += 1) out.write(`${lineOf(index)}\n`);
  out.end();
  await finished(out);
}

function lineOf(index: number): string {
  const id = 100_000 + index;
  const isDependant = index % 3 === 2;
  const first = `${firstNames[index % 10]}${letters(index)}`;
  const last = lastNames[index % 7];
  const day = 1 + (index % 15);
  const own = isDependant
    ? ["", "", "", "", "", ""]
    : [
        index % 2 === 0 ? "Gold" : "Silver",
        "$99.00",
        cycles[index % 4],
        "Credit Card",
        "TRUE",
        `05/${String(day).padStart(2, "0")}/2026`,
      ];
  return [
    id,
    first,
    last,
    `${1 + (index % 12)}/${1 + (index % 28)}/${1930 + (index % 80)}`,
    `${first}.${last}${index}@example.org`.toLowerCase(),
    `(${200 + (index % 700)}) 555-${String(1000 + (index % 9000))}`,
    ...own,
    "",
    isDependant ? id - 1 : id,
    "Active",
    index % 10 === 0 ? '"call first, hard of hearing"' : "",
  ].join(",");
}

function letters(index: number): string {
  return [676, 26, 1]
    .map((unit) => String.fromCharCode(97 + (Math.floor(index / unit) % 26)))
    .join("");
}
