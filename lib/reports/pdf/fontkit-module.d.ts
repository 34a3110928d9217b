declare module "fontkit" {
  interface Position {
    xAdvance: number;
    yAdvance: number;
    xOffset: number;
    yOffset: number;
  }
  interface Run {
    glyphs: readonly { id: number; advanceWidth: number; codePoints: number[] }[];
    positions: Position[];
  }
  export interface Font {
    layout(text: string, features?: readonly string[]): Run;
  }
  export function create(bytes: Uint8Array): Font;
}
