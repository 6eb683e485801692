import { expect, test } from "vitest";
import { SpreadsheetHelper } from "../testing/spreadsheetHelper.ts";

const rows = [
  ["Name", "Price", "Start", "Plan"],
  ["Ann", "100", "2026-05-01", "Gold"],
  ["Bob", "50", "2026-03-04", "Silver"],
  ["Cid", "7.5", "2026-01-05", "Gold"],
];

test.each([
  ["=1+2*3^2", 19],
  ["=-2^2", 4],
  ["=10%", 0.1],
  ['="a"&1.5&TRUE', "a1.5TRUE"],
  ["=SUM(B2:B4,1)", 158.5],
  ['=IF(B2>=100,"yes","no")', "yes"],
  ['=IFERROR(1/0,"none")', "none"],
  ['=IFS(B3>80,"a",B3>40,"b")', "b"],
  ['=SWITCH(D3,"Gold",1,"Silver",2,0)', 2],
  ["=AND(B2>1,OR(FALSE,B3=50),NOT(B4>8))", true],
  ['=VLOOKUP("bob",A2:D4,4,FALSE)', "Silver"],
  ['=VLOOKUP(60,{1,"low";50,"mid";100,"high"},2)', "mid"],
  ['=HLOOKUP("Plan",A1:D4,3,FALSE)', "Silver"],
  ['=XLOOKUP("Cid",A2:A4,D2:D4)', "Gold"],
  ['=XLOOKUP("Zed",A2:A4,D2:D4,"none")', "none"],
  ['=INDEX(A2:D4,MATCH("Cid",A2:A4,0),4)', "Gold"],
  ['=COUNTIF(D2:D4,"G*")', 2],
  ['=COUNTIFS(D2:D4,"Gold",B2:B4,">50")', 1],
  ['=SUMIF(D2:D4,"Gold",B2:B4)', 107.5],
  ['=AVERAGEIFS(B2:B4,D2:D4,"Gold")', 53.75],
  ['=SUMPRODUCT((D2:D4="Gold")*B2:B4)', 107.5],
  ["=ROUND(2.345,2)", 2.35],
  ["=ROUNDDOWN(-1.29,1)", -1.2],
  ["=MOD(-3,5)", 2],
  ["=MEDIAN(B2:B4)", 50],
  ["=STDEV(1,2,3,4)", 1.2909944487358056],
  ['=TEXT(C2,"d mmmm yyyy")', "1 May 2026"],
  ["=DATE(2026,1,31)", 46053],
  ["=EDATE(DATE(2026,1,31),1)", 46081],
  ["=EOMONTH(C2,0)", 46173],
  ['=DATEDIF(C4,C2,"M")', 3],
  ["=YEAR(C2)*10000+MONTH(C2)*100+DAY(C2)", 20260501],
  ["=NETWORKDAYS(C4,C2)", 85],
  ["=WEEKDAY(C2,2)", 5],
  ["=TODAY()", 46143],
  ["=UPPER(LEFT(A2,2))&LEN(A4)", "AN3"],
  ['=SUBSTITUTE("a-b-c","-","+",2)', "a-b+c"],
  ['=TEXTJOIN(", ",TRUE,A2:A4)', "Ann, Bob, Cid"],
  ['=REGEXEXTRACT("ros_42","\\d+")', "42"],
  ['=JOIN("|",SORT(A2:A4,1,FALSE))', "Cid|Bob|Ann"],
  ["=COUNTA(UNIQUE(D2:D4))", 2],
  ['=JOIN(",",FILTER(A2:A4,D2:D4="Gold"))', "Ann,Cid"],
  ["=ROWS(B:B)+COLUMN(C1)", 1003],
  ["=ISBLANK(Z9)", true],
  ["=ISNUMBER(B2)", true],
  ["=Z9", 0],
])("%s is %j", (formula, value) => {
  const sheet = new SpreadsheetHelper();
  sheet.put("A1", rows);
  sheet.put("H8", [[formula]]);
  expect(sheet.get("H8", "?valueRenderOption=UNFORMATTED_VALUE")).toEqual([[value]]);
});

test.each([
  ["=1/0", "#DIV/0!", "Function DIVIDE parameter 2 cannot be zero."],
  ['=VLOOKUP("x",A1:B2,2,FALSE)', "#N/A", "Did not find value 'x' in VLOOKUP evaluation."],
  ["=NOSUCH(1)", "#NAME?", "Unknown function: 'NOSUCH'."],
  ["=QUERY(A1:A2)", "#NAME?", "Google Sheets has QUERY, this local server has not."],
  ["=nothing", "#NAME?", "Unknown range name: 'nothing'."],
  ["=Nope!A1", "#REF!", "Unresolved sheet name 'Nope'."],
  [
    '="x"+1',
    "#VALUE!",
    "Function ADD parameter 1 expects number values. But 'x' is a text and cannot be coerced to a number.",
  ],
  ["=(1", "#ERROR!", "Formula parse error."],
  [
    "=A1",
    "#REF!",
    "Circular dependency detected. To resolve with iterative calculation, see File > Settings.",
  ],
])("%s shows %s", (formula, shown, message) => {
  const sheet = new SpreadsheetHelper();
  sheet.put("A1", [[formula]]);
  expect(sheet.get("A1")).toEqual([[shown]]);
  const data = sheet.firstSheet("?ranges=A1&fields=sheets.data.rowData.values.effectiveValue")[
    "data"
  ];
  expect(data).toMatchObject([
    { rowData: [{ values: [{ effectiveValue: { errorValue: { message } } }] }] },
  ]);
});

test("ARRAYFORMULA fills the cells below, and says when something is in its way", () => {
  const sheet = new SpreadsheetHelper();
  sheet.put("A1", rows);
  sheet.put("F2", [['=ARRAYFORMULA(IF(B2:B4="",,B2:B4*2))']]);
  expect(sheet.get("F2:F4")).toEqual([["200"], ["100"], ["15"]]);
  sheet.put("F4", [["mine"]]);
  expect(sheet.get("F2:F4")).toEqual([["#REF!"], [], ["mine"]]);
});

test("a chain of a thousand cells computes in either direction", () => {
  const sheet = new SpreadsheetHelper();
  sheet.put("A1", [[1], ...Array.from({ length: 998 }, (_, index) => [`=A${index + 1}+1`])]);
  sheet.put(
    "B1",
    Array.from({ length: 998 }, (_, index) => [`=B${index + 2}+1`]),
  );
  expect(sheet.get("A999")).toEqual([["999"]]);
  expect(sheet.get("B1")).toEqual([["998"]]);
});

test("today is the day in the spreadsheet’s time zone, and moves with the clock", () => {
  const sheet = new SpreadsheetHelper({ timeZone: "Pacific/Auckland" });
  sheet.put("A1", [['=TEXT(TODAY(),"yyyy-mm-dd")']]);
  sheet.server.sheets.workspace.clock.set(Date.UTC(2026, 4, 1, 13));
  expect(sheet.get("A1")).toEqual([["2026-05-02"]]);
  sheet.server.sheets.workspace.clock.advance(86_400_000);
  expect(sheet.get("A1")).toEqual([["2026-05-03"]]);
});

test("a copied formula keeps its fixed parts", () => {
  const sheet = new SpreadsheetHelper();
  sheet.put("B2", [["=A1+$A1+A$1+$A$1+Sheet1!A1:B2"]]);
  const at = (row: number, columnIndex: number) => ({
    sheetId: 0,
    startRowIndex: row,
    endRowIndex: row + 1,
    startColumnIndex: columnIndex,
    endColumnIndex: columnIndex + 1,
  });
  sheet.batch(
    { copyPaste: { source: at(1, 1), destination: at(3, 2) } },
    { copyPaste: { source: at(1, 1), destination: at(0, 0) } },
  );
  expect(sheet.get("C4", "?valueRenderOption=FORMULA")).toEqual([
    ["=B3+$A3+B$1+$A$1+Sheet1!B3:C4"],
  ]);
  expect(sheet.get("A1", "?valueRenderOption=FORMULA")).toEqual([
    ["=#REF!+#REF!+#REF!+$A$1+#REF!"],
  ]);
});

test.each([
  ["=EDATE(A1,1)", "6/1/2026"],
  ["=A1+30", "5/31/2026"],
  ["=A1-B1", "30"],
  ["=C1*2", "$10.00"],
  ["=SUM(C1,1)", "$6.00"],
  ["=IF(TRUE,C1,0)", "$5.00"],
  ["=TODAY()", "5/1/2026"],
  ["=D1", "0.5"],
])("%s takes its format from what it works on and shows %s", (formula, shown) => {
  const sheet = new SpreadsheetHelper();
  sheet.put("A1", [["5/1/2026", "4/1/2026", "$5.00", "0.5"]]);
  sheet.put("F1", [[formula]]);
  expect(sheet.get("F1")).toEqual([[shown]]);
});
