import { strFromU8, unzipSync } from "fflate";
import { attribute, elements, withoutPrefixes } from "./xml.ts";

export type SheetPart = { name: string; xml: string; isHidden: boolean };

export type Workbook = {
  sheets: SheetPart[];
  sharedStrings: string;
  styles: string;
  /** Days are counted from 1904 in workbooks of old Macs. */
  isFrom1904: boolean;
};

const largestPartBytes = 400_000_000;

/** The parts of an XLSX file that hold cells. Throws when it is no workbook, or larger than any roster. */
export function openWorkbook(bytes: Uint8Array): Workbook {
  const parts = unzipSync(bytes, {
    filter: ({ name, originalSize }) => {
      if (originalSize > largestPartBytes) throw new Error("it unpacks to more than 400 MB");
      return /^xl\/(?:workbook\.xml|sharedStrings\.xml|styles\.xml|_rels\/workbook\.xml\.rels|worksheets\/[^/]+\.xml)$/.test(
        name,
      );
    },
  });
  const text = (name: string): string =>
    parts[name] === undefined ? "" : withoutPrefixes(strFromU8(parts[name]));
  const workbook = text("xl/workbook.xml");
  if (workbook === "") throw new Error("it holds no workbook");
  const targets = new Map(
    [...elements(text("xl/_rels/workbook.xml.rels"), "Relationship")].map(({ tag }) => [
      attribute(tag, "Id"),
      attribute(tag, "Target"),
    ]),
  );
  const sheets = [...elements(workbook, "sheet")].map(({ tag }): SheetPart => {
    const target = targets.get(attribute(tag, "r:id")) ?? "";
    return {
      name: attribute(tag, "name") ?? "",
      xml: text(partOf(target)),
      isHidden: attribute(tag, "state") !== undefined && attribute(tag, "state") !== "visible",
    };
  });
  const [properties] = elements(workbook, "workbookPr");
  const from1904 = properties === undefined ? undefined : attribute(properties.tag, "date1904");
  return {
    sheets,
    sharedStrings: text("xl/sharedStrings.xml"),
    styles: text("xl/styles.xml"),
    isFrom1904: from1904 === "1" || from1904 === "true",
  };
}

function partOf(target: string): string {
  return target.startsWith("/") ? target.slice(1) : `xl/${target.replace(/^\.\//, "")}`;
}
