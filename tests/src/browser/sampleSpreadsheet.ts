interface Api {
  url: string;
}

/** A call of the Sheets API, as a program makes it. */
export async function callApi({
  url,
  method,
  path,
  body,
}: Api & { method: string; path: string; body?: object }): Promise<unknown> {
  const response = await fetch(`${url}${path}`, {
    method,
    headers: { authorization: "Bearer test", "content-type": "application/json" },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const answer: unknown = await response.json();
  if (!response.ok) throw new Error(`${method} ${path}: ${JSON.stringify(answer)}`);
  return answer;
}

export async function readValues({
  url,
  spreadsheetId,
  range,
  render = "FORMATTED_VALUE",
}: Api & { spreadsheetId: string; range: string; render?: string }): Promise<unknown[][]> {
  const path = `/v4/spreadsheets/${spreadsheetId}/values/${encodeURIComponent(range)}?valueRenderOption=${render}`;
  const answer = (await callApi({ url, method: "GET", path })) as { values?: unknown[][] };
  return answer.values ?? [];
}

export async function writeValues({
  url,
  spreadsheetId,
  range,
  values,
}: Api & { spreadsheetId: string; range: string; values: unknown[][] }): Promise<void> {
  const path = `/v4/spreadsheets/${spreadsheetId}/values/${encodeURIComponent(range)}?valueInputOption=USER_ENTERED`;
  await callApi({ url, method: "PUT", path, body: { values } });
}

export async function batchUpdate({
  url,
  spreadsheetId,
  requests,
}: Api & { spreadsheetId: string; requests: object[] }): Promise<void> {
  const path = `/v4/spreadsheets/${spreadsheetId}:batchUpdate`;
  await callApi({ url, method: "POST", path, body: { requests } });
}

const header = [
  "Rollbook ID",
  "First name",
  "Last name",
  "Born",
  "Plan",
  "Price",
  "Last billed",
  "Care from",
  "Status",
  "Next charge",
];

const people = [
  ["rb1", "Łukasz", "Nowak", "12 Mar 1981", "Gold", "£49.95", "1 May 2026"],
  ["rb2", "Anna", "O’Brien", "3 Jul 1954", "Silver", "£29.95", "1 May 2026"],
  ["rb3", "Zoë", "Ekström", "30 Nov 1990", "Gold", "£49.95", "15 May 2026"],
  ["rb4", "Bob", "Marsh", "8 Jan 1972", "Family", "£89.95", "31 May 2026"],
  ["rb5", "Carmen", "Ruiz", "22 Sep 1966", "Silver", "£29.95", "28 Feb 2026"],
];

/** A small roster as a practice has it: hidden ID column, frozen header, dropdown of plans, a note. */
export async function createSample({ url }: Api): Promise<string> {
  const created = (await callApi({
    url,
    method: "POST",
    path: "/v4/spreadsheets",
    body: {
      properties: {
        title: "Oak Street Family Practice",
        locale: "en_GB",
        timeZone: "Europe/London",
      },
      sheets: [
        {
          properties: {
            sheetId: 0,
            title: "Roster",
            gridProperties: { rowCount: 60, columnCount: 14, frozenRowCount: 1 },
          },
        },
        {
          properties: {
            sheetId: 5,
            title: "Plans",
            gridProperties: { rowCount: 20, columnCount: 4 },
          },
        },
      ],
    },
  })) as { spreadsheetId: string };
  const { spreadsheetId } = created;
  await writeValues({
    url,
    spreadsheetId,
    range: "Plans!A1",
    values: [
      ["Plan", "Price"],
      ["Gold", "£49.95"],
      ["Silver", "£29.95"],
      ["Family", "£89.95"],
    ],
  });
  await writeValues({ url, spreadsheetId, range: "Roster!A1", values: [header, ...people] });
  await batchUpdate({ url, spreadsheetId, requests: dressing });
  return spreadsheetId;
}

const shade = { red: 0.89, green: 0.94, blue: 0.93 };

const dressing = [
  {
    repeatCell: {
      range: { sheetId: 0, startRowIndex: 0, endRowIndex: 1 },
      cell: {
        userEnteredFormat: {
          textFormat: { bold: true },
          backgroundColorStyle: { rgbColor: shade },
        },
      },
      fields: "userEnteredFormat(textFormat.bold,backgroundColorStyle)",
    },
  },
  {
    updateDimensionProperties: {
      range: { sheetId: 0, dimension: "COLUMNS", startIndex: 0, endIndex: 1 },
      properties: { hiddenByUser: true },
      fields: "hiddenByUser",
    },
  },
  {
    setDataValidation: {
      range: {
        sheetId: 0,
        startRowIndex: 1,
        endRowIndex: 60,
        startColumnIndex: 4,
        endColumnIndex: 5,
      },
      rule: {
        condition: {
          type: "ONE_OF_LIST",
          values: ["Gold", "Silver", "Family"].map((userEnteredValue) => ({ userEnteredValue })),
        },
        strict: true,
        showCustomUi: true,
      },
    },
  },
  {
    repeatCell: {
      range: {
        sheetId: 0,
        startRowIndex: 2,
        endRowIndex: 3,
        startColumnIndex: 2,
        endColumnIndex: 3,
      },
      cell: { note: "Prefers letters by post" },
      fields: "note",
    },
  },
];
