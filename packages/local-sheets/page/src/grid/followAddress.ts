import { ICommandService } from "@univerjs/core";
import type { Screen } from "./screen.ts";

const pattern = /[#&]gid=(\d+)/;

/** Keeps #gid= and the open tab the same, both ways, as Google's address does. */
export function followAddress({ screen }: { screen: Screen }): void {
  const fromAddress = (): void => {
    const gid = pattern.exec(location.hash)?.[1];
    if (gid !== undefined && Number(gid) !== screen.activeSheetId()) screen.activate(Number(gid));
  };
  const toAddress = (): void => {
    const sheetId = screen.activeSheetId();
    if (sheetId !== undefined) history.replaceState(null, "", `#gid=${sheetId}`);
  };
  fromAddress();
  toAddress();
  addEventListener("hashchange", fromAddress);
  screen.injector.get(ICommandService).onCommandExecuted(({ id }) => {
    if (id === "sheet.operation.set-worksheet-active") toAddress();
  });
}
