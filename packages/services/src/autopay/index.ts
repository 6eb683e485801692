export { listAutopay, type AutopayView } from "./listAutopay.ts";
export { retryAutopay } from "./retryAutopay.ts";
export { runAutopay, type AutopayReport } from "./runAutopay.ts";
export { autopayWork } from "./autopayDue.ts";
export { startAutopayWorker, type AutopayWorkerOptions } from "./startAutopayWorker.ts";
export { readAutopay, setAutopay } from "./setAutopay.ts";
export { getProcessorAccount, setProcessorAccount } from "./processorAccount.ts";
