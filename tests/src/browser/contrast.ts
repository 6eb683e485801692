import type { Page } from "playwright-core";

type Colour = { red: number; green: number; blue: number; alpha: number };

/** A piece of text as it is drawn; colours as the browser computed them, layers from the outermost in. */
type DrawnText = {
  text: string;
  colour: string;
  sizePixels: number;
  weight: number;
  canvas: string;
  layers: { colour: string; image: string }[];
};

/** The text that WCAG 2.2 (1.4.3, level AA) calls too faint, as sentences. */
export async function faintText(page: Page): Promise<string[]> {
  const drawn = await page.evaluate<DrawnText[]>(drawnText);
  return [...new Set(drawn.flatMap((text) => faintness(text) ?? []))];
}

/** Run in the page. Text of disabled controls is exempt; options are drawn by the system. */
const drawnText = `(() => {
  const probe = document.body.appendChild(document.createElement("div"));
  probe.style.backgroundColor = "Canvas";
  const canvas = getComputedStyle(probe).backgroundColor;
  probe.remove();
  const ownText = (element) =>
    "value" in element && element.matches("input, textarea")
      ? element.value
      : [...element.childNodes].filter((node) => node.nodeType === 3).map((node) => node.data).join(" ");
  const layersOf = (element) => {
    const layers = [];
    for (let at = element; at !== null; at = at.parentElement) {
      const { backgroundColor: colour, backgroundImage: image } = getComputedStyle(at);
      layers.unshift({ colour, image });
    }
    return layers;
  };
  return [...document.body.querySelectorAll("*")]
    .filter((element) => ownText(element).trim() !== "")
    .filter((element) => !element.matches("script, style, option, :disabled, [type=checkbox], [type=radio]"))
    .filter((element) => element.checkVisibility({ opacityProperty: true, visibilityProperty: true }))
    .map((element) => {
      const style = getComputedStyle(element);
      return {
        text: ownText(element).trim().slice(0, 40),
        colour: element instanceof SVGElement ? style.fill : style.color,
        sizePixels: parseFloat(style.fontSize),
        weight: Number(style.fontWeight),
        canvas,
        layers: layersOf(element),
      };
    });
})()`;

function faintness({ text, colour, sizePixels, weight, canvas, layers }: DrawnText) {
  const isLarge = sizePixels >= 24 || (sizePixels >= 18.66 && weight >= 700);
  const wanted = isLarge ? 3 : 4.5;
  const ink = readColour(colour);
  const ratios = behind(layers, readColour(canvas)).map((back) => ratio(over(ink, back), back));
  const least = Math.min(...ratios);
  return least < wanted ? `"${text}" has ${least.toFixed(2)} of ${wanted} (${colour})` : undefined;
}

/** What may lie behind: all layers one over the other, each colour of a gradient by itself. */
function behind(layers: DrawnText["layers"], canvas: Colour): Colour[] {
  return layers.reduce<Colour[]>(
    (below, { colour, image }) => {
      const flat = below.map((lower) => over(readColour(colour), lower));
      const stops = image.match(/(?:rgba?|color)\([^)]*\)/g) ?? [];
      if (stops.length === 0) return flat;
      return stops.flatMap((stop) => flat.map((lower) => over(readColour(stop), lower)));
    },
    [canvas],
  );
}

function readColour(text: string): Colour {
  const parts = text.match(/-?[\d.]+(?:e-?\d+)?/g)?.map(Number) ?? [];
  const isOfUnits = text.startsWith("color(");
  if (!/^(?:rgba?|color\(srgb)/.test(text) || parts.length < 3)
    throw new RangeError(`"${text}" is no colour that is known here`);
  const [red = 0, green = 0, blue = 0, alpha = 1] = parts;
  const scale = isOfUnits ? 255 : 1;
  return { red: red * scale, green: green * scale, blue: blue * scale, alpha };
}

function over(upper: Colour, lower: Colour): Colour {
  const mix = (one: number, other: number) => one * upper.alpha + other * (1 - upper.alpha);
  return {
    red: mix(upper.red, lower.red),
    green: mix(upper.green, lower.green),
    blue: mix(upper.blue, lower.blue),
    alpha: 1,
  };
}

function luminance({ red, green, blue }: Colour): number {
  const linear = (part: number) =>
    part / 255 <= 0.04045 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4;
  return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
}

function ratio(one: Colour, other: Colour): number {
  const [darker = 0, lighter = 0] = [luminance(one), luminance(other)].toSorted((a, b) => a - b);
  return (lighter + 0.05) / (darker + 0.05);
}
