export {
  findProcessorEvent,
  insertProcessorEvent,
  listProcessorEventsForPerson,
  listWaitingProcessorEvents,
  lockProcessorEvents,
  setProcessorEventState,
  type ProcessorEventRow,
} from "./processorEvent.ts";
