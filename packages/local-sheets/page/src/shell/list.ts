import { element } from "./element.ts";
import { createMessages } from "./messages.ts";
import { uploadAsNew } from "./upload.ts";

interface DriveFile {
  id: string;
  name: string;
  modifiedTime?: string;
}

const headers = { authorization: "Bearer page" };

/** The first page: every spreadsheet that the server keeps. */
export async function showList(container: HTMLElement): Promise<void> {
  document.title = "Rollbook Sheets";
  const messages = createMessages();
  const files = await readFiles();
  const makeNew = element("button", { class: "button", type: "button" }, ["New spreadsheet"]);
  makeNew.addEventListener("click", () => void createSpreadsheet());
  const input = element("input", {
    type: "file",
    accept: ".xlsx",
    hidden: "",
    "data-role": "upload",
  });
  input.addEventListener("change", () => {
    const file = input.files?.[0];
    if (file === undefined) return;
    void uploadAsNew({ file, say: messages.say }).then((id) => {
      if (id !== undefined) open(id);
    });
  });
  const upload = element("button", { class: "button", type: "button" }, ["Upload XLSX"]);
  upload.addEventListener("click", () => input.click());
  container.replaceChildren(
    element("main", { class: "list" }, [
      element("h1", {}, ["Spreadsheets"]),
      element("p", { class: "quiet" }, [
        "Kept by the local Sheets server on this computer. Nothing is sent anywhere else.",
      ]),
      element("p", { class: "actions" }, [makeNew, upload, input]),
      files.length === 0 ? element("p", {}, ["There is none yet."]) : fileTable(files),
    ]),
    messages.list,
  );
}

function fileTable(files: readonly DriveFile[]): HTMLElement {
  const rows = files.map((file) =>
    element("tr", {}, [
      element("td", {}, [element("a", { href: address(file.id) }, [file.name])]),
      element("td", { class: "quiet" }, [
        file.modifiedTime === undefined ? "" : new Date(file.modifiedTime).toLocaleString(),
      ]),
    ]),
  );
  const head = element("tr", {}, [
    element("th", {}, ["Name"]),
    element("th", {}, ["Last changed"]),
  ]);
  return element("table", {}, [element("thead", {}, [head]), element("tbody", {}, rows)]);
}

async function readFiles(): Promise<DriveFile[]> {
  const response = await fetch("/_page/files");
  const answer = (await response.json()) as { files?: DriveFile[] };
  return answer.files ?? [];
}

async function createSpreadsheet(): Promise<void> {
  const response = await fetch("/v4/spreadsheets", {
    method: "POST",
    headers: { ...headers, "content-type": "application/json" },
    body: JSON.stringify({ properties: { title: "Untitled spreadsheet" } }),
  });
  const answer = (await response.json()) as { spreadsheetId?: string };
  if (answer.spreadsheetId !== undefined) open(answer.spreadsheetId);
}

const address = (id: string): string => `/spreadsheets/d/${encodeURIComponent(id)}/edit`;
const open = (id: string): void => location.assign(address(id));
