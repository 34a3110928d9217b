type Triple = [number, number, number];

/** What accents stand on, as app/globals.css has it: paper of pages, and the grounds beside it that are nearest to the accent. */
const grounds = { light: ["#fbfcfd", "#f2f4f7"], dark: ["#0c1015", "#191e24"] } as const;
export type Theme = keyof typeof grounds;

/** WCAG 2.2, 1.4.3: for text. */
const least = 4.5;

/** WCAG's contrast ratio of two colours, 1 to 21. (WCAG 2.2, "contrast ratio") */
export function contrast(one: string, other: string): number {
  const [a, b] = [luminance(one), luminance(other)];
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}

/** The contrast of an accent where it is least. */
export function accentContrast(accent: string, theme: Theme): number {
  return Math.min(...grounds[theme].map((ground) => contrast(accent, ground)));
}

export function isReadable(accent: string, theme: Theme): boolean {
  return accentContrast(accent, theme) >= least;
}

/** The nearest colour of the same hue that can be read: darker on a light page, lighter on a dark one. */
export function nearestReadable(accent: string, theme: Theme): string {
  if (isReadable(accent, theme)) return accent;
  const [lightness, a, b] = toOklab(accent);
  const end = theme === "light" ? 0 : 1;
  let [failing, passing] = [0, 1];
  const at = (share: number) => fromOklab([lightness + (end - lightness) * share, a * (1 - share), b * (1 - share)]);
  for (let step = 0; step < 20; step++) {
    const middle = (failing + passing) / 2;
    if (isReadable(at(middle), theme)) passing = middle;
    else failing = middle;
  }
  return at(passing);
}

/** What can be read on a button of this colour. */
export function onAccent(accent: string): string {
  return contrast(accent, "#ffffff") >= contrast(accent, "#0c1015") ? "#ffffff" : "#0c1015";
}

function luminance(hex: string): number {
  const [r, g, b] = linear(hex);
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function linear(hex: string): Triple {
  const value = (from: number) => {
    const part = Number.parseInt(hex.slice(from, from + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  };
  return [value(1), value(3), value(5)];
}

/** Björn Ottosson, "A perceptual color space for image processing". */
function toOklab(hex: string): Triple {
  const [r, g, b] = linear(hex);
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  return [0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s, 1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s, 0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s];
}

function fromOklab([lightness, a, b]: Triple): string {
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  const parts = [4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s, -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s, -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s];
  return `#${parts.map((part) => hexOf(part)).join("")}`;
}

function hexOf(part: number): string {
  const clipped = Math.min(1, Math.max(0, part));
  const value = clipped <= 0.0031308 ? 12.92 * clipped : 1.055 * clipped ** (1 / 2.4) - 0.055;
  return Math.round(value * 255).toString(16).padStart(2, "0");
}
