import { LocaleType, LogLevel, mergeLocales, Univer } from "@univerjs/core";
import { FUniver } from "@univerjs/core/facade";
import { CalculationMode, UniverSheetsCorePreset } from "@univerjs/preset-sheets-core";
import coreWords from "@univerjs/preset-sheets-core/locales/en-US";
import { UniverSheetsDataValidationPreset } from "@univerjs/preset-sheets-data-validation";
import validationWords from "@univerjs/preset-sheets-data-validation/locales/en-US";
import { UniverSheetsFilterPreset } from "@univerjs/preset-sheets-filter";
import filterWords from "@univerjs/preset-sheets-filter/locales/en-US";
import { UniverSheetsFindReplacePreset } from "@univerjs/preset-sheets-find-replace";
import findWords from "@univerjs/preset-sheets-find-replace/locales/en-US";
import { UniverSheetsNotePreset } from "@univerjs/preset-sheets-note";
import noteWords from "@univerjs/preset-sheets-note/locales/en-US";
import { UniverSheetsSortPreset } from "@univerjs/preset-sheets-sort";
import sortWords from "@univerjs/preset-sheets-sort/locales/en-US";
import "@univerjs/preset-sheets-core/lib/index.css";
import "@univerjs/preset-sheets-data-validation/lib/index.css";
import "@univerjs/preset-sheets-filter/lib/index.css";
import "@univerjs/preset-sheets-find-replace/lib/index.css";
import "@univerjs/preset-sheets-note/lib/index.css";
import "@univerjs/preset-sheets-sort/lib/index.css";

export interface Grid {
  univer: Univer;
  api: FUniver;
}

/** Menu entries whose work the local server has no counterpart for. */
const hiddenMenus = [
  "sheet.menu.sheets-protection",
  "sheet.command.add-range-protection-from-toolbar",
  "sheet.contextMenu.permission",
  "sheet.toolbar.text-to-number",
  "sheet.contextMenu.text-to-number",
  "sheet.command.set-once-format-painter",
  "sheet.command.set-range-font-increase",
  "sheet.command.set-range-font-decrease",
  "sheet.command.set-text-rotation",
  "sheet.menu.data-validation",
  "sheet.menu.sheets-sort-ctx",
  ...[
    "financial",
    "logical",
    "text",
    "date",
    "lookup",
    "math",
    "statistical",
    "engineering",
    "information",
    "database",
  ].map((category) => `formula-ui.operation.insert-function.${category}`),
];

export function startGrid({ container }: { container: HTMLElement }): Grid {
  const univer = new Univer({
    locale: LocaleType.EN_US,
    locales: {
      [LocaleType.EN_US]: mergeLocales(
        coreWords,
        validationWords,
        filterWords,
        findWords,
        noteWords,
        sortWords,
      ),
    },
    logLevel: LogLevel.WARN,
    logCommandExecution: false,
  });
  const presets = [
    UniverSheetsCorePreset({
      container,
      header: true,
      toolbar: true,
      ribbonType: "simple",
      formulaBar: true,
      footer: {},
      menu: Object.fromEntries(hiddenMenus.map((menu) => [menu, { hidden: true }])),
      sheets: { disableForceStringAlert: true, disableForceStringMark: true },
      disableTextFormatAlert: true,
      disableTextFormatMark: true,
      // The server works formulas out; the grid shows its results.
      formula: { initialFormulaComputing: CalculationMode.NO_CALCULATION },
    }),
    // A search field in the list would take the keys of somebody who types into the cell.
    UniverSheetsDataValidationPreset({ showSearchOnDropdown: false }),
    UniverSheetsFilterPreset(),
    UniverSheetsFindReplacePreset(),
    UniverSheetsNotePreset(),
    UniverSheetsSortPreset(),
  ];
  for (const preset of presets)
    for (const plugin of preset.plugins) {
      if (Array.isArray(plugin)) univer.registerPlugin(plugin[0], plugin[1]);
      else univer.registerPlugin(plugin);
    }
  return { univer, api: FUniver.newAPI(univer) };
}
