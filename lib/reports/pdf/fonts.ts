import { readFileSync } from "node:fs";
import path from "node:path";
import { create, type Font } from "fontkit";

export type Weight = "regular" | "medium" | "bold";

// Inter, whole: Latin in all its forms, Greek and Cyrillic. What it has no sign for is drawn as an empty box.
const files: Record<Weight, string> = { regular: "400Regular/Inter_400Regular.ttf", medium: "500Medium/Inter_500Medium.ttf", bold: "600SemiBold/Inter_600SemiBold.ttf" };
const folder = path.join("node_modules", "@expo-google-fonts", "inter");
const opened = new Map<Weight, Font>();

/**
 * A typeface that remembers how words are set, with figures of one width. Setting a word anew costs a millisecond, and a statement
 * has a thousand; months of many customers say the same ones.
 */
export function openFont(weight: Weight): Font {
  const known = opened.get(weight);
  if (known) return known;
  const font = create(readFileSync(path.join(process.cwd(), folder, files[weight])));
  const made = Object.assign(Object.create(font) as Font, { layout: remembering(font) });
  opened.set(weight, made);
  return made;
}

const piecesKept = 20_000;
const features = ["tnum", "kern"];

function remembering(font: Font): Font["layout"] {
  const pieces = new Map<string, ReturnType<Font["layout"]>>();
  const setPiece = (piece: string) => {
    const known = pieces.get(piece);
    if (known) return known;
    if (pieces.size >= piecesKept) pieces.clear();
    const run = font.layout(piece, features);
    pieces.set(piece, run);
    return run;
  };
  return (text) => {
    // Figures by themselves, so that a number is made of pieces that are known already.
    const runs = (text.match(/\d|[^\d]+/g) ?? []).map(setPiece);
    // Whoever draws scales the positions in place.
    const positions = runs.flatMap((run) => run.positions.map((position) => ({ ...position })));
    return { glyphs: runs.flatMap((run) => run.glyphs), positions, get advanceWidth() { return positions.reduce((sum, { xAdvance }) => sum + xAdvance, 0); } };
  };
}
