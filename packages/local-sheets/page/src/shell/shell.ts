import type { SaveState } from "../grid/createSender.ts";
import { element } from "./element.ts";
import { createMessages, type Message } from "./messages.ts";
import { uploadInto } from "./upload.ts";

export type ConnectionState = "here" | "away";

/** Everything on the page around the grid. */
export interface Shell {
  gridContainer: HTMLElement;
  setTitle: (title: string) => void;
  setSaveState: (state: SaveState) => void;
  setConnection: (state: ConnectionState) => void;
  connection: () => ConnectionState;
  noteArrivals: (count: number) => void;
  say: (message: Message) => void;
  showProblem: (text: string) => void;
  onUpload: (listener: () => void) => void;
}

const saveWords: Record<SaveState, string> = { saved: "All changes saved", saving: "Saving…" };

export function showShell({
  container,
  spreadsheetId,
}: {
  container: HTMLElement;
  spreadsheetId: string;
}): Shell {
  const title = element("h1", { class: "title" }, ["Opening…"]);
  const gridContainer = element("div", { class: "grid" });
  const messages = createMessages();
  const status = createStatus();
  const listeners: (() => void)[] = [];
  const upload = uploadButton({
    spreadsheetId,
    say: messages.say,
    onDone: () => listeners.forEach((listener) => listener()),
  });
  container.replaceChildren(
    element("header", { class: "bar" }, [
      element("a", { class: "home", href: "/", title: "All spreadsheets" }, ["Rollbook Sheets"]),
      element("span", { class: "local", title: "Nothing on this page leaves this computer" }, [
        "local",
      ]),
      title,
      status.line,
      element("span", { class: "space" }),
      upload,
      downloadLink(spreadsheetId),
    ]),
    gridContainer,
    messages.list,
  );
  return {
    gridContainer,
    say: messages.say,
    setSaveState: status.setSaveState,
    setConnection: status.setConnection,
    connection: status.connection,
    noteArrivals: status.noteArrivals,
    setTitle: (text) => {
      title.textContent = text;
      document.title = `${text} - Rollbook Sheets`;
    },
    showProblem: (text) => {
      const home = element("a", { href: "/" }, ["All spreadsheets"]);
      gridContainer.replaceChildren(
        element("div", { class: "problem" }, [element("p", {}, [text]), home]),
      );
    },
    onUpload: (listener) => listeners.push(listener),
  };
}

function createStatus(): Pick<
  Shell,
  "setSaveState" | "setConnection" | "connection" | "noteArrivals"
> & {
  line: HTMLElement;
} {
  const line = element("span", { class: "status", role: "status" });
  const state: { save: SaveState; connection: ConnectionState; arrived: string } = {
    save: "saved",
    connection: "here",
    arrived: "",
  };
  const show = (): void => {
    line.dataset["state"] = state.connection;
    if (state.connection === "away")
      line.textContent = "The server does not answer. Waiting for it…";
    else
      line.textContent = [saveWords[state.save], state.arrived]
        .filter((words) => words !== "")
        .join(" · ");
  };
  show();
  return {
    line,
    setSaveState: (save) => {
      state.save = save;
      show();
    },
    setConnection: (connection) => {
      state.connection = connection;
      show();
    },
    connection: () => state.connection,
    noteArrivals: (count) => {
      if (count === 0) return;
      const time = new Date().toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });
      state.arrived = `${count} ${count === 1 ? "cell" : "cells"} written through the API at ${time}`;
      show();
    },
  };
}

const downloadLink = (spreadsheetId: string): HTMLElement =>
  element(
    "a",
    {
      class: "button",
      href: `/_page/files/${encodeURIComponent(spreadsheetId)}.xlsx`,
      download: "",
    },
    ["Download XLSX"],
  );

function uploadButton({
  spreadsheetId,
  say,
  onDone,
}: {
  spreadsheetId: string;
  say: (message: Message) => void;
  onDone: () => void;
}): HTMLElement {
  const input = element("input", {
    type: "file",
    accept: ".xlsx",
    hidden: "",
    "data-role": "upload",
  });
  input.addEventListener("change", () => {
    const file = input.files?.[0];
    input.value = "";
    if (file === undefined) return;
    void uploadInto({ spreadsheetId, file, say }).then((isDone) => {
      if (isDone) onDone();
    });
  });
  const button = element("button", { class: "button", type: "button" }, ["Upload XLSX"]);
  button.addEventListener("click", () => input.click());
  return element("span", {}, [button, input]);
}
