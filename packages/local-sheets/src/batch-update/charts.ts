import { invalid } from "../model/apiError.ts";
import type { Json, JsonObject } from "../model/cell.ts";
import { isJsonObject, type Sheet } from "../model/document.ts";
import { writableSheet } from "../model/draft.ts";
import { pairColors } from "../formats/pairColors.ts";
import { handler, sheetOf, type BatchContext } from "./context.ts";

const objectOf = (value: Json | undefined): JsonObject => (isJsonObject(value) ? value : {});

function anchorSheetId(position: JsonObject): number {
  const cell = objectOf(objectOf(position["overlayPosition"])["anchorCell"]);
  return typeof cell["sheetId"] === "number" ? cell["sheetId"] : 0;
}

function homeOf(
  context: BatchContext,
  chartId: Json | undefined,
): { sheet: Sheet; chart: JsonObject } {
  for (const sheet of context.draft.document.sheets) {
    const chart = sheet.charts.find((candidate) => candidate["chartId"] === chartId);
    if (chart) return { sheet: writableSheet(context.draft, sheet.sheetId), chart };
  }
  throw invalid(`No chart with id: ${JSON.stringify(chartId ?? 0)}`);
}

/** Charts are kept and given back; nothing is drawn, and their ranges do not follow rows and columns. */
export const addChart = handler<{ chart?: JsonObject }>((context, { chart = {} }) => {
  if (!isJsonObject(chart["spec"])) throw invalid("chart.spec is required.");
  const position = objectOf(chart["position"]);
  if (position["newSheet"] === true)
    throw invalid("The local server keeps charts on sheets with cells only.");
  const sheet = writableSheet(context.draft, sheetOf(context, anchorSheetId(position)).sheetId);
  const { chartId } = chart;
  const kept: JsonObject = {
    ...pairColors(chart),
    chartId: typeof chartId === "number" ? chartId : context.random.positiveInt32(),
    position,
  };
  sheet.charts = [...sheet.charts, kept];
  return { addChart: { chart: kept } };
});

export const updateChartSpec = handler<{ chartId?: number; spec?: JsonObject }>(
  (context, { chartId, spec = {} }) => {
    const { sheet, chart } = homeOf(context, chartId);
    sheet.charts = sheet.charts.map((other) =>
      other === chart ? { ...chart, spec: pairColors(spec) } : other,
    );
    return undefined;
  },
);

export const deleteEmbeddedObject = handler<{ objectId?: number }>((context, { objectId }) => {
  const { sheet, chart } = homeOf(context, objectId);
  sheet.charts = sheet.charts.filter((other) => other !== chart);
  return undefined;
});

export const updateEmbeddedObjectPosition = handler<{
  objectId?: number;
  newPosition?: JsonObject;
}>((context, { objectId, newPosition = {} }) => {
  const { sheet, chart } = homeOf(context, objectId);
  const overlay = objectOf(objectOf(chart["position"])["overlayPosition"]);
  const position = { overlayPosition: { ...overlay, ...objectOf(newPosition["overlayPosition"]) } };
  sheet.charts = sheet.charts.map((other) => (other === chart ? { ...chart, position } : other));
  return { updateEmbeddedObjectPosition: { position } };
});
