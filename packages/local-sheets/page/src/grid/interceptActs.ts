import {
  CanceledError,
  CommandType,
  ICommandService,
  type ICommandInfo,
  type IExecutionOptions,
  type Injector,
} from "@univerjs/core";
import { BorderStyleManagerService } from "@univerjs/preset-sheets-core";
import type { Act } from "../acts/act.ts";
import { commandActs, drawingMutations, missingFeatures, mutationActs } from "../acts/table.ts";

type ReadAct = (request: { id: string; params: object; isMutation: boolean }) => Act;

/**
 * Every command of a person becomes an act for the server. What changes the sheet by any other way is stopped,
 * so that the grid never shows what the server does not have.
 */
export function interceptActs({
  injector,
  readAct,
  perform,
}: {
  injector: Injector;
  readAct: ReadAct;
  perform: (act: Act) => boolean;
}): void {
  const commands = injector.get(ICommandService);
  replaceCommands({ commands, ids: Object.keys(commandActs), readAct, perform });
  commands.beforeCommandExecuted((command, options) => {
    const missing = missingFeatures[command.id];
    if (missing === undefined && !changesSheet(command, options)) return;
    if (mutationActs[command.id] !== undefined)
      perform(readAct({ id: command.id, params: command.params ?? {}, isMutation: true }));
    else perform({ kind: "missing", feature: missing ?? featureOf(command) });
    throw new CanceledError();
  });
}

function replaceCommands({
  commands,
  ids,
  readAct,
  perform,
}: {
  commands: ICommandService;
  ids: readonly string[];
  readAct: ReadAct;
  perform: (act: Act) => boolean;
}): void {
  for (const id of ids) {
    if (!commands.hasCommand(id)) continue;
    commands.unregisterCommand(id);
    commands.registerCommand({
      id,
      type: CommandType.COMMAND,
      handler: (accessor, params?: object) => {
        const isBorder = id === "sheet.command.set-border";
        const border = isBorder
          ? accessor.get(BorderStyleManagerService).getBorderInfo()
          : undefined;
        const known = border === undefined ? (params ?? {}) : { ...params, value: border };
        return perform(readAct({ id, params: known, isMutation: false }));
      },
    });
  }
}

function changesSheet(
  command: Readonly<ICommandInfo>,
  options: (IExecutionOptions & { isFromServer?: boolean }) | undefined,
): boolean {
  if (command.type !== CommandType.MUTATION || options?.isFromServer === true) return false;
  if (drawingMutations.has(command.id)) return false;
  return /^(sheet|data-validation)\.mutation\./.test(command.id);
}

function featureOf(command: Readonly<ICommandInfo>): string {
  const trigger = (command.params as { trigger?: string } | undefined)?.trigger ?? command.id;
  const known = missingFeatures[trigger];
  if (known !== undefined) return known;
  return trigger.replace(/^.*(command|mutation)\./, "").replaceAll(/[-.]/g, " ");
}
