import type { FUniver } from "@univerjs/core/facade";
import { ILayoutService } from "@univerjs/preset-sheets-core";
import { CanceledError, ICommandService, type Injector } from "@univerjs/core";
import type { Act, ActContext } from "../acts/act.ts";
import { choiceOfRule, setDropdown } from "../acts/dropdown.ts";
import { sortSheet } from "../acts/sortAndFilter.ts";
import { askDropdown } from "../shell/dropdownDialog.ts";
import { cellName } from "../view/a1.ts";
import { cellAt } from "../view/sheetView.ts";

/** Menu entries of our own, and the library's entries that lead to ours. */
export function addMenus({
  api,
  injector,
  context,
  perform,
}: {
  api: FUniver;
  injector: Injector;
  context: () => ActContext;
  perform: (act: Act) => boolean;
}): void {
  const editDropdown = (): void => {
    const at = context();
    const [first] = at.selections;
    if (first === undefined) return;
    askDropdown({
      place: cellName(first.startRow, first.startColumn),
      current: choiceOfRule(cellAt(at.sheet, first.startRow, first.startColumn)?.dataValidation),
      onChosen: (choice) => perform(setDropdown(choice, at)),
      // The menu that had the keys is gone; they go back to the grid.
      onClosed: () => injector.get(ILayoutService).focus(),
    });
  };
  for (const position of ["contextMenu.mainArea", "contextMenu.colHeader"])
    api
      .createMenu({
        id: `rollbook.menu.dropdown.${position}`,
        title: "Dropdown…",
        action: editDropdown,
      })
      .appendTo([position, "contextMenu.others"]);
  for (const [order, title] of [
    ["ASCENDING", "Sort sheet A to Z"],
    ["DESCENDING", "Sort sheet Z to A"],
  ] as const)
    for (const position of ["contextMenu.mainArea", "contextMenu.colHeader"])
      api
        .createMenu({
          id: `rollbook.menu.sort.${order}.${position}`,
          title,
          action: () => perform(sortSheet(order, context())),
        })
        .appendTo([position, "contextMenu.others"]);
  injector.get(ICommandService).beforeCommandExecuted(({ id }) => {
    if (!opensLibraryPanel.has(id)) return;
    editDropdown();
    throw new CanceledError();
  });
}

const opensLibraryPanel = new Set([
  "data-validation.operation.open-validation-panel",
  "data-validation.command.addRuleAndOpen",
]);
