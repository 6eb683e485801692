/** What of a spreadsheet goes into an XLSX file. */
export const exportFields =
  "properties.title,sheets(properties,merges,basicFilter.range,data(startRow,startColumn,rowMetadata(hiddenByUser,hiddenByFilter,pixelSize),columnMetadata(hiddenByUser,pixelSize),rowData.values(userEnteredValue,effectiveValue,userEnteredFormat,note,dataValidation)))";
