function exponential(value: number): string {
  const [mantissa = "", exponent = ""] = value.toExponential(5).split("e");
  const trimmed = mantissa.includes(".")
    ? mantissa.replace(/0+$/, "").replace(/\.$/, "")
    : mantissa;
  const sign = exponent.startsWith("-") ? "-" : "+";
  return `${trimmed}E${sign}${exponent.slice(1).padStart(2, "0")}`;
}

/** A number without a format, as a cell shows it: ten significant digits, whole numbers to fifteen. */
export function generalNumber(value: number, decimalPoint: string): string {
  if (value === 0) return "0";
  const size = Math.abs(value);
  if (size >= 1e15 || size < 1e-9) return exponential(value).replace(".", decimalPoint);
  if (Number.isInteger(value)) return String(value);
  const plain = String(value);
  if (plain.length < 11 && !plain.includes("e")) {
    return decimalPoint === "." ? plain : plain.replace(".", decimalPoint);
  }
  const wholeDigits = size < 1 ? 0 : Math.floor(Math.log10(size)) + 1;
  const decimals = Math.max(0, Math.min(10, 10 - wholeDigits));
  const text = value.toFixed(decimals);
  const trimmed = text.includes(".") ? text.replace(/0+$/, "").replace(/\.$/, "") : text;
  return trimmed.replace(".", decimalPoint);
}
