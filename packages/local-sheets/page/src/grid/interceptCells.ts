import {
  type ICellData,
  InterceptorEffectEnum,
  type Injector,
  type Nullable,
} from "@univerjs/core";
import {
  AFTER_CELL_EDIT,
  BEFORE_CELL_EDIT,
  INTERCEPTOR_POINT,
  SheetInterceptorService,
} from "@univerjs/preset-sheets-core";
import type { CellExtras } from "../view/cell.ts";

const first = 1_000;
/** After the library's own number formats (10), so that the server's text is what stands. */
const afterNumberFormats = 8;

/** Cells show the server's text, are edited as formula or full value, and are handed on exactly as typed. */
export function interceptCells({
  injector,
  editText,
}: {
  injector: Injector;
  editText: (cell: { row: number; column: number; sheetId: string }) => string | undefined;
}): void {
  const interceptors = injector.get(SheetInterceptorService);
  interceptors.intercept(INTERCEPTOR_POINT.CELL_CONTENT, {
    id: "rollbook-shown-text",
    effect: InterceptorEffectEnum.Value,
    priority: afterNumberFormats,
    handler: (cell, _location, next) => {
      const shown = (cell?.custom as CellExtras | undefined)?.shown;
      return next(shown === undefined || !cell ? cell : { ...cell, v: shown });
    },
  });
  interceptors.writeCellInterceptor.intercept(BEFORE_CELL_EDIT, {
    priority: first,
    handler: (cell, location) => {
      const text = editText({
        row: location.row,
        column: location.col,
        sheetId: location.subUnitId,
      });
      if (text === undefined) return cell;
      const { p: _richText, custom: _custom, ...rest } = cell ?? {};
      return { ...rest, v: text, t: 1 };
    },
  });
  interceptors.writeCellInterceptor.intercept(AFTER_CELL_EDIT, {
    priority: first,
    handler: (cell: Nullable<ICellData>) => cell,
  });
}
