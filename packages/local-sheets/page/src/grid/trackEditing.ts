import type { Screen } from "./screen.ts";

/** What the person is doing in the cell editor while others write. */
export interface Editing {
  isOpen: () => boolean;
  /** Rows or columns were moved by somebody else; an open editor may stand over another cell now. */
  noteMove: () => void;
  /** Asked when the editor's text arrives: true once, when it can no longer be told where it belongs. */
  takeMoved: () => boolean;
}

export function trackEditing({ api }: Pick<Screen, "api">): Editing {
  let hasMoved = false;
  const isOpen = (): boolean => api.getActiveWorkbook()?.isCellEditing() ?? false;
  api.addEvent(api.Event.SheetEditStarted, () => {
    hasMoved = false;
  });
  return {
    isOpen,
    noteMove: () => {
      if (isOpen()) hasMoved = true;
    },
    takeMoved: () => {
      const moved = hasMoved;
      hasMoved = false;
      return moved;
    },
  };
}
