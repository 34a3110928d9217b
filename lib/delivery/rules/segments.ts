// GSM 03.38: what a message of 7 bits holds; those of the extension count twice. Anything else makes it UCS-2.
const basic = new Set("@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà");
const extended = new Set("^{}\\[~]|€\f");

/** How many messages a text is sent as: 160 or 70 characters alone, 153 or 67 each where there are more (3GPP 23.040). */
export function segmentsOf(text: string): number {
  const characters = [...text];
  const isGsm = characters.every((each) => basic.has(each) || extended.has(each));
  const length = isGsm ? characters.reduce((sum, each) => sum + (extended.has(each) ? 2 : 1), 0) : text.length;
  const [alone, part] = isGsm ? [160, 153] : [70, 67];
  return length <= alone ? 1 : Math.ceil(length / part);
}

/** As much of `words` before `end` as fits into so many segments, cut between words. */
export function fitSegments({ words, end, most }: { words: string; end: string; most: number }): string {
  if (segmentsOf(`${words}${end}`) <= most) return `${words}${end}`;
  const characters = [...words];
  let [low, high] = [0, characters.length];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (segmentsOf(`${characters.slice(0, middle).join("")}...${end}`) <= most) low = middle;
    else high = middle - 1;
  }
  const kept = characters.slice(0, low).join("");
  return `${kept.slice(0, Math.max(kept.lastIndexOf(" "), Math.floor(kept.length * 0.7))).toWellFormed().trimEnd()}...${end}`;
}
