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
  const status = element("span", { class: "status", role: "status", "data-state": "here" });
  const gridContainer = element("div", { class: "grid" });
  const messages = createMessages();
  const listeners: (() => void)[] = [];
  const upload = uploadButton({
    spreadsheetId,
    say: messages.say,
    onDone: () => listeners.forEach((listener) => listener()),
  });
  const download = element(
    "a",
    {
      class: "button",
      href: `/_page/files/${encodeURIComponent(spreadsheetId)}.xlsx`,
      download: "",
    },
    ["Download XLSX"],
  );
  const home = element("a", { class: "home", href: "/", title: "All spreadsheets" }, [
    "Rollbook Sheets",
  ]);
  const local = element(
    "span",
    { class: "local", title: "Nothing on this page leaves this computer" },
    ["local"],
  );
  container.replaceChildren(
    element("header", { class: "bar" }, [
      home,
      local,
      title,
      status,
      element("span", { class: "space" }),
      upload,
      download,
    ]),
    gridContainer,
    messages.list,
  );
  const state: { save: SaveState; connection: ConnectionState; arrived: string } = {
    save: "saved",
    connection: "here",
    arrived: "",
  };
  const showStatus = (): void => {
    const away = "The server does not answer. Waiting for it…";
    const words = state.connection === "away" ? away : saveWords[state.save];
    status.textContent =
      state.connection === "here" && state.arrived !== "" ? `${words} · ${state.arrived}` : words;
    status.dataset["state"] = state.connection;
  };
  showStatus();
  return {
    gridContainer,
    say: messages.say,
    setTitle: (text) => {
      title.textContent = text;
      document.title = `${text} - Rollbook Sheets`;
    },
    setSaveState: (save) => {
      state.save = save;
      showStatus();
    },
    setConnection: (connection) => {
      state.connection = connection;
      showStatus();
    },
    connection: () => state.connection,
    noteArrivals: (count) => {
      if (count === 0) return;
      const time = new Date().toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });
      state.arrived = `${count} ${count === 1 ? "cell" : "cells"} written by Rollbook at ${time}`;
      showStatus();
    },
    showProblem: (text) => {
      gridContainer.replaceChildren(
        element("div", { class: "problem" }, [
          element("p", {}, [text]),
          element("a", { href: "/" }, ["All spreadsheets"]),
        ]),
      );
    },
    onUpload: (listener) => listeners.push(listener),
  };
}

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
