import { readFileSync } from "node:fs";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  figure,
  newWorkplace,
  startProgram,
  type Running,
  type Workplace,
} from "./startProgram.ts";

let place: Workplace;
let running: Running;
beforeAll(() => {
  place = newWorkplace();
});
afterAll(async () => {
  running.child.kill("SIGTERM");
  await running.ended;
  place.remove();
});

const flags = () => ["--data", place.file("data"), "--port", "0", "--sheets-port", "0"];
const lastWords = "Ctrl-C stops everything";

function addressOf(label: string): string {
  const found = new RegExp(`${label} +(http://\\S+)`, "u").exec(running.output())?.[1];
  if (found === undefined) throw new Error(`no address of ${label} in:\n${running.output()}`);
  return found;
}

async function asked(url: string): Promise<unknown> {
  const key = readFileSync(place.file("data/api-key"), "utf8").trim();
  const answer = await fetch(url, { headers: { authorization: `Bearer ${key}` } });
  expect(answer.status).toBe(200);
  return answer.json();
}

function sheetUrl(path: string): string {
  const { origin, pathname } = new URL(addressOf("Sheet"));
  return `${origin}/v4${pathname.replace("/edit", "").replace("/d/", "/")}/${path}`;
}

async function typeInto(cell: string, value: string | number): Promise<void> {
  const answer = await fetch(sheetUrl(`values/${cell}?valueInputOption=RAW`), {
    method: "PUT",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ values: [[value]] }),
  });
  expect(answer.status).toBe(200);
}

async function readRows(): Promise<unknown[][]> {
  const url = sheetUrl("values/Roster!A1:Z60?valueRenderOption=UNFORMATTED_VALUE");
  const { values } = (await (await fetch(url)).json()) as { values: unknown[][] };
  return values;
}

test("goes on serving: the API is ready and an edit in the sheet is synced", async () => {
  running = startProgram([...flags(), "--today", "2026-05-15"]);
  await running.says(lastWords);
  const api = new URL(addressOf("API")).origin;
  expect(await asked(`${api}/readyz`)).toMatchObject({ status: "ready" });
  expect(await asked(`${api}/openapi.json`)).toMatchObject({ openapi: "3.1.0" });

  const lastBilledOn1May = 46_143;
  const startOn1June = 46_174;
  const rows = await readRows();
  const index = rows.findIndex(
    (cells) =>
      cells[10] === "Monthly" && cells[18] === "Deferred" && Number(cells[14]) > lastBilledOn1May,
  );
  await typeInto(`Roster!O${index + 1}`, lastBilledOn1May);
  await running.says("Synced: ");
  expect((await readRows())[index]?.slice(17, 19)).toEqual([startOn1June, "Deferred"]);
});

test("stops when told to, and keeps its data", async () => {
  const members = figure(running.output(), "Members");
  running.child.kill("SIGTERM");
  expect(await running.ended).toMatchObject({ code: 0, errors: "" });
  running = startProgram(flags());
  await running.says(lastWords);
  expect(figure(running.output(), "Members")).toBe(members);
  expect(figure(running.output(), "Cells written to the sheet")).toBe(0);
});

test("one program at a time works in a data folder", async () => {
  const second = await startProgram(["--once", "--data", place.file("data")]).ended;
  expect(second.code).toBe(1);
  expect(second.errors).toContain("Rollbook already runs in the data folder");
});

test("killed outright, it starts again with everything", async () => {
  const members = figure(running.output(), "Members");
  running.child.kill("SIGKILL");
  await running.ended;
  running = startProgram(flags());
  await running.says(lastWords);
  expect(figure(running.output(), "Members")).toBe(members);
  expect(figure(running.output(), "Cells written to the sheet")).toBe(0);
});
