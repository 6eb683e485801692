import { element } from "./element.ts";

/** Saves what an address answers with as a file; a plain link would not say in which practice it is asked. */
export function downloadButton({
  label,
  fileName,
  read,
  onProblem,
}: {
  label: string;
  fileName: string;
  read: () => Promise<Blob>;
  onProblem: (sentence: string) => void;
}): HTMLElement {
  const button = element("button", { type: "button", class: "button small" }, [label]);
  button.addEventListener("click", () => {
    button.disabled = true;
    read()
      .then((blob) => {
        const href = URL.createObjectURL(blob);
        element("a", { href, download: fileName }).click();
        URL.revokeObjectURL(href);
      })
      .catch((error: unknown) =>
        onProblem(error instanceof Error ? error.message : "It could not be downloaded."),
      )
      .finally(() => {
        button.disabled = false;
      });
  });
  return button;
}
