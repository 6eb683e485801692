import { CommandType, ICommandService } from "@univerjs/core";
import type { Act, ActContext } from "../acts/act.ts";
import { commandActs, mutationActs } from "../acts/table.ts";
import { createSheetClient, RequestRefused, type SheetClient } from "../google/client.ts";
import { type ChangeFeed, followChanges } from "../google/events.ts";
import { showShell, type Shell } from "../shell/shell.ts";
import { editTextOf } from "../view/editText.ts";
import { cellAt, type SpreadsheetView, toSpreadsheetView } from "../view/sheetView.ts";
import { withTyped } from "../view/withTyped.ts";
import { googleSheetId } from "../view/toWorkbook.ts";
import { createDisplay } from "./createDisplay.ts";
import { type Editing, trackEditing } from "./trackEditing.ts";
import { addMenus } from "./addMenus.ts";
import { interceptClipboard } from "./clipboard.ts";
import { createReader, type Reader } from "./createReader.ts";
import { createScreen, redoCommandId, type Screen, undoCommandId } from "./screen.ts";
import { createSender, type SentAct } from "./createSender.ts";
import { followAddress } from "./followAddress.ts";
import { interceptActs } from "./interceptActs.ts";
import { interceptCells } from "./interceptCells.ts";

export async function openSpreadsheet({
  container,
  spreadsheetId,
}: {
  container: HTMLElement;
  spreadsheetId: string;
}): Promise<void> {
  const shell = showShell({ container, spreadsheetId });
  const client = createSheetClient({ spreadsheetId });
  const feed = followChanges({ spreadsheetId, onAway: () => shell.setConnection("away") });
  await feed.opened;
  shell.setConnection("here");
  const first = await readFirst({ client, shell });
  if (first === undefined) return;
  const screen = createScreen({ container: shell.gridContainer });
  connect({ feed, shell, client, screen, first });
}

async function readFirst({
  client,
  shell,
}: {
  client: SheetClient;
  shell: Shell;
}): Promise<SpreadsheetView | undefined> {
  for (;;) {
    try {
      return toSpreadsheetView(await client.read());
    } catch (error) {
      if (error instanceof RequestRefused && error.status < 500) {
        shell.showProblem(error.message);
        return undefined;
      }
      shell.setConnection("away");
      await new Promise((resolve) => setTimeout(resolve, 1_000));
    }
  }
}

interface Connection {
  feed: ChangeFeed;
  shell: Shell;
  client: SheetClient;
  screen: Screen;
  first: SpreadsheetView;
}

function connect({ feed, shell, client, screen, first }: Connection): void {
  screen.build(first);
  const editing = trackEditing(screen);
  const display = createDisplay({ first, screen, shell, editing });
  const reader = createReader({
    client,
    current: display.current,
    onRead: ({ view, writtenByOthers }) => display.show(view, writtenByOthers),
    onFailure: (error) => {
      if (error instanceof RequestRefused) shell.say({ kind: "problem", text: error.message });
    },
  });
  const readAll = (): void => reader.request({ isAll: true, ranges: [], writtenByOthers: [] });
  const sender = createSender({
    client,
    current: display.current,
    onState: shell.setSaveState,
    onFailure: (text) => {
      shell.say({ kind: "problem", text });
      readAll();
    },
  });
  const context = (): ActContext => screen.context(display.current());
  const perform = (act: Act): boolean => {
    if (act.kind === "typed" && editing.takeMoved()) {
      shell.say({ kind: "problem", text: movedSentence });
      return false;
    }
    const isSent = performAct({ act, shell, send: sender.send, remember: screen.rememberForUndo });
    if (isSent && act.kind === "typed")
      display.show(withTyped({ view: display.current(), act }), []);
    return isSent;
  };
  prepareGrid({ screen, shell, perform, context, current: display.current, send: sender.send });
  shell.setTitle(first.title);
  followAddress({ screen });
  whenSteady(screen, () => {
    // For the browser's console and for tests; there once the grid takes keys.
    Object.assign(globalThis, { rollbookGrid: screen.api });
  });
  listen({ feed, shell, screen, reader, readAll, editing });
}

function whenSteady({ api }: Screen, run: () => void): void {
  const { Steady } = api.Enum.LifecycleStages;
  if (api.getCurrentLifecycleStage() >= Steady) run();
  else
    api.addEvent(api.Event.LifeCycleChanged, ({ stage }) => {
      if (stage === Steady) run();
    });
}

function listen({
  feed,
  shell,
  screen,
  reader,
  readAll,
  editing,
}: {
  feed: ChangeFeed;
  shell: Shell;
  screen: Screen;
  reader: Reader;
  readAll: () => void;
  editing: Editing;
}): void {
  feed.listen({
    onHello: () => {
      shell.setConnection("here");
      screen.forgetUndo();
      readAll();
    },
    onAway: () => shell.setConnection("away"),
    onChange: ({ ranges, isReshaped, isDeleted, who }) => {
      if (isDeleted) {
        shell.showProblem("This spreadsheet was deleted.");
        return;
      }
      if (isReshaped) editing.noteMove();
      const isAll = isReshaped || ranges.length === 0;
      reader.request({ isAll, ranges, writtenByOthers: who === "page" ? [] : ranges });
    },
  });
}

function performAct({
  act,
  shell,
  send,
  remember,
}: {
  act: Act;
  shell: Shell;
  remember: (act: SentAct) => void;
  send: ReturnType<typeof createSender>["send"];
}): boolean {
  switch (act.kind) {
    case "nothing":
      return true;
    case "missing":
      shell.say({
        kind: "missing",
        text: `Not here: ${act.feature}. Google Sheets has it; this local page does not.`,
      });
      return false;
    case "refused":
      shell.say({ kind: "problem", text: act.reason });
      return false;
    case "requests":
    case "typed":
      if (shell.connection() === "away") {
        shell.say({
          kind: "problem",
          text: "Not saved: the server does not answer. Try again when the page says that it is back.",
        });
        return false;
      }
      remember(act);
      void send(act);
      return true;
    default:
      return act satisfies never;
  }
}

function prepareGrid({
  screen,
  shell,
  perform,
  context,
  current,
  send,
}: {
  screen: Screen;
  shell: Shell;
  perform: (act: Act) => boolean;
  context: () => ActContext;
  current: () => SpreadsheetView;
  send: ReturnType<typeof createSender>["send"];
}): void {
  const { injector } = screen;
  interceptActs({
    injector,
    perform,
    readAct: ({ id, params, isMutation }) => {
      const translate = isMutation ? mutationActs[id] : commandActs[id];
      return translate === undefined
        ? { kind: "missing", feature: id }
        : translate(params as never, context());
    },
  });
  interceptCells({
    injector,
    editText: ({ row, column, sheetId }) => {
      const view = current();
      const sheet = view.sheets.find((candidate) => candidate.sheetId === googleSheetId(sheetId));
      if (sheet === undefined) return undefined;
      return editTextOf({ cell: cellAt(sheet, row, column), locale: view.locale });
    },
  });
  interceptClipboard({ injector, perform, context });
  addMenus({ api: screen.api, injector, context, perform });
  const commands = injector.get(ICommandService);
  for (const id of [undoCommandId, redoCommandId])
    commands.registerCommand({
      id,
      type: CommandType.COMMAND,
      handler: (_accessor, act?: object) => {
        void send(act as SentAct);
        return true;
      },
    });
  shell.onUpload(() => screen.forgetUndo());
}

const movedSentence =
  "Not saved: rows or columns moved while you were typing. Type it again where it belongs.";
