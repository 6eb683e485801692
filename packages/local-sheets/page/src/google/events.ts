import type { GridRange } from "./types.ts";

/** One committed change, as the server tells it. No ranges: something else than cells has changed. */
export interface ChangeEvent {
  spreadsheetId: string;
  revision: number;
  who: "api" | "page";
  ranges: GridRange[];
  isReshaped: boolean;
  isDeleted: boolean;
}

const reconnectAfterMs = 1_000;

export interface ChangeListener {
  /** The server answers; after the first time, anything may have changed meanwhile. */
  onHello: () => void;
  onChange: (event: ChangeEvent) => void;
  onAway: () => void;
}

export interface ChangeFeed {
  /** Resolves when the server has answered for the first time. */
  opened: Promise<void>;
  /** Hands over what has come so far, and everything after. */
  listen: (listener: ChangeListener) => void;
}

/** Follows one spreadsheet; reconnects by itself when the server comes back. */
export function followChanges({
  spreadsheetId,
  onAway,
}: {
  spreadsheetId: string;
  onAway: () => void;
}): ChangeFeed {
  const path = `/_local/events/${encodeURIComponent(spreadsheetId)}`;
  const early: ChangeEvent[] = [];
  let listener: ChangeListener | undefined;
  const { promise: opened, resolve } = Promise.withResolvers<void>();
  const open = (): void => {
    const source = new EventSource(path);
    source.addEventListener("ready", () => {
      resolve();
      listener?.onHello();
    });
    source.addEventListener("change", (message) => {
      const event = JSON.parse(String(message.data)) as ChangeEvent;
      if (event.spreadsheetId !== spreadsheetId) return;
      if (listener === undefined) early.push(event);
      else listener.onChange(event);
    });
    source.addEventListener("error", () => {
      (listener?.onAway ?? onAway)();
      source.close();
      setTimeout(open, reconnectAfterMs);
    });
  };
  open();
  return {
    opened,
    listen: (given) => {
      listener = given;
      for (const event of early.splice(0)) given.onChange(event);
    },
  };
}
