export { forecastCutOver, type Forecast } from "./forecast.ts";
export {
  acceptCutOver,
  proveCutOver,
  signOffCutOver,
  withdrawSignOff,
  type SignedProof,
  type SignedTimeline,
} from "./proveCutOver.ts";
