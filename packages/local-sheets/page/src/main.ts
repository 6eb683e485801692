import "./shell/page.css";
import { showList } from "./shell/list.ts";

const spreadsheetPath = /^\/spreadsheets\/d\/([^/]+)/;

async function start(): Promise<void> {
  const container = document.querySelector<HTMLElement>("#app");
  if (container === null) return;
  const spreadsheetId = spreadsheetPath.exec(location.pathname)?.[1];
  if (spreadsheetId === undefined) {
    await showList(container);
    return;
  }
  const { openSpreadsheet } = await import("./grid/openSpreadsheet.ts");
  await openSpreadsheet({ container, spreadsheetId: decodeURIComponent(spreadsheetId) });
}

void start();
