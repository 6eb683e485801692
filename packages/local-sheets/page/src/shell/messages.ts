import { element } from "./element.ts";

export interface Message {
  kind: "problem" | "missing" | "done";
  text: string;
}

const shownForMs = 9_000;

export function createMessages(): { list: HTMLElement; say: (message: Message) => void } {
  const list = element("div", { class: "messages", "aria-live": "polite" });
  return {
    list,
    say: ({ kind, text }) => {
      const close = element("button", { type: "button", "aria-label": "Close" }, ["×"]);
      const message = element("div", { class: `message ${kind}` }, [
        element("span", {}, [text]),
        close,
      ]);
      close.addEventListener("click", () => message.remove());
      const last = list.lastElementChild;
      if (last?.firstElementChild?.textContent === text) last.remove();
      list.append(message);
      if (kind !== "problem") setTimeout(() => message.remove(), shownForMs);
    },
  };
}
