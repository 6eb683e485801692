export { answerRefund, failedRefundKey, refundKeyOf } from "./answerRefund.ts";
export { listRefunds } from "./listRefunds.ts";
export { runRefunds, type RefundReport } from "./runRefunds.ts";
