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

/** Follows one spreadsheet; reconnects by itself when the server comes back. */
export function followChanges({
  spreadsheetId,
  onHello,
  onChange,
  onAway,
}: {
  spreadsheetId: string;
  onHello: () => void;
  onChange: (event: ChangeEvent) => void;
  onAway: () => void;
}): void {
  const path = `/_local/events/${encodeURIComponent(spreadsheetId)}`;
  const open = (): void => {
    const source = new EventSource(path);
    source.addEventListener("ready", onHello);
    source.addEventListener("change", (message) => {
      const event = JSON.parse(String(message.data)) as ChangeEvent;
      if (event.spreadsheetId === spreadsheetId) onChange(event);
    });
    source.addEventListener("error", () => {
      onAway();
      source.close();
      setTimeout(open, reconnectAfterMs);
    });
  };
  open();
}
