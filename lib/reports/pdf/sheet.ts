import Paper from "pdfkit";
import { openFont, type Weight } from "./fonts.ts";
import { type Colour, colours, margin, sizes } from "./looks.ts";

type Doc = InstanceType<typeof Paper>;
type Element = ReturnType<Doc["struct"]>;

export interface TextStyle {
  size?: number;
  weight?: Weight;
  colour?: Colour;
  width?: number;
  align?: "left" | "right";
}

export interface Column {
  title: string;
  /** Of the width of the page. */
  share: number;
  align?: "left" | "right";
}

export interface Cell {
  text: string;
  colour?: Colour;
  weight?: Weight;
}

const [padX, padY, gap] = [6, 5, 1.5];

/**
 * Paper with a place on it: what is added goes below what is there, or on the next page, and is tagged as it is added. Nothing is
 * ever cut: a row that does not fit begins a page, with the table's head above it.
 */
export class Sheet {
  readonly doc: Doc;
  y: number = margin.top;
  #parent: Element;
  readonly #root: Element;

  constructor({ size, language, title, author, subject, at }: { size: "A4" | "LETTER"; language: string; title: string; author: string; subject: string; at: number }) {
    const made = new Date(at);
    this.doc = new Paper({
      autoFirstPage: false, bufferPages: true, size, margins: { top: 0, bottom: 0, left: 0, right: 0 }, tagged: true, lang: language, displayTitle: true, pdfVersion: "1.7",
      // A font object where types know of paths only; otherwise Helvetica is read from a file.
      font: openFont("regular") as unknown as string,
      info: { Title: title, Author: author, Subject: subject, Creator: "Candor", Producer: "Candor", CreationDate: made, ModDate: made },
    });
    for (const weight of ["regular", "medium", "bold"] as const) this.doc.registerFont(weight, openFont(weight) as unknown as string);
    this.#root = this.doc.struct("Document");
    this.#parent = this.#root;
    this.doc.addStructure(this.#root);
  }

  get width(): number {
    return this.doc.page.width - 2 * margin.x;
  }

  get bottom(): number {
    return this.doc.page.height - margin.bottom;
  }

  addPage(): void {
    this.doc.addPage();
    this.y = margin.top;
  }

  /** A new page where less than this is left of the present one. */
  ensure(height: number): void {
    if (this.y + height > this.bottom) this.addPage();
  }

  space(height: number): void {
    this.y += height;
  }

  /** Everything until the next one belongs to it. */
  section(title: string): void {
    this.#parent = this.doc.struct("Sect", { title });
    this.#root.add(this.#parent);
  }

  /** A heading stays with at least so much of what follows it. */
  heading(level: 1 | 2 | 3, text: string, { keep = 90 }: { keep?: number } = {}): void {
    const style = { 1: { size: sizes.title, above: 26 }, 2: { size: sizes.lead, above: 20 }, 3: { size: sizes.body, above: 12 } }[level];
    if (this.y > margin.top) this.space(style.above);
    this.ensure(keep);
    this.#write(`H${level}`, text, { size: style.size, weight: "bold" });
    this.space(level === 1 ? 8 : 4);
  }

  paragraph(text: string, style: TextStyle = {}): void {
    for (const part of text.split(/\n+/)) {
      this.ensure(this.heightOf(part, style));
      this.#write("P", part, style);
      this.space(4);
    }
  }

  list(items: readonly string[]): void {
    if (items.length === 0) return;
    const list = this.doc.struct("L");
    this.#parent.add(list);
    for (const item of items) {
      const style = { width: this.width - 14 };
      this.ensure(this.heightOf(item, style));
      const element = this.doc.struct("LI");
      list.add(element);
      element.add(this.doc.struct("Lbl", {}, () => this.#draw("–", { x: margin.x, y: this.y }, { colour: "muted" })));
      element.add(this.doc.struct("LBody", {}, () => this.#draw(item, { x: margin.x + 14, y: this.y }, style)));
      this.space(this.heightOf(item, style) + 3);
    }
    list.end();
  }

  table(columns: readonly Column[], rows: readonly (readonly (Cell | string)[])[]): void {
    const widths = columns.map(({ share }) => share * this.width);
    const table = this.doc.struct("Table");
    this.#parent.add(table);
    const head = columns.map(({ title }) => ({ text: title, colour: "muted" as const, weight: "medium" as const }));
    const first = rows[0] ?? [];
    this.ensure(this.#rowHeight(head, widths, sizes.small) + this.#rowHeight(first, widths, sizes.body) + 8);
    this.#row(table, { cells: head, columns, widths, type: "TH" });
    for (const cells of rows) {
      const height = this.#rowHeight(cells, widths, sizes.body);
      if (this.y + height > this.bottom) {
        this.addPage();
        this.#repeatHead(head, columns, widths);
      }
      this.#row(table, { cells, columns, widths, type: "TD" });
    }
    table.end();
    this.space(6);
  }

  /** A drawing with words for who does not see it. */
  figure(alt: string, height: number, draw: (box: { x: number; y: number; width: number; height: number }) => void): void {
    this.ensure(height);
    const box = { x: margin.x, y: this.y, width: this.width, height };
    this.#parent.add(this.doc.struct("Figure", { alt, bbox: [box.x, box.y, box.x + box.width, box.y + height] } as { alt: string }, () => {
      this.doc.save();
      draw(box);
      this.doc.restore();
    }));
    this.space(height + 4);
  }

  /** At a place of its own, tagged like the rest. */
  place(type: string, text: string, { x, y, ...style }: TextStyle & { x: number; y: number }): void {
    this.#parent.add(this.doc.struct(type, {}, () => this.#draw(text, { x, y }, style)));
  }

  /** What is on the page but not in its text: lines, grounds, running heads. */
  ornament(draw: () => void): void {
    this.doc.markContent("Artifact", { type: "Layout" });
    draw();
    this.doc.endMarkedContent();
  }

  heightOf(text: string, { size = sizes.body, weight = "regular", width = this.width }: TextStyle): number {
    this.doc.font(weight).fontSize(size);
    return this.doc.heightOfString(text, { width, lineGap: gap });
  }

  /** In a drawing, where the text is part of it. */
  label(text: string, { x, y, ...style }: TextStyle & { x: number; y: number }): void {
    this.#draw(text, { x, y }, style);
  }

  end(): void {
    this.#root.end();
    this.doc.end();
  }

  #write(type: string, text: string, style: TextStyle): void {
    this.#parent.add(this.doc.struct(type, {}, () => this.#draw(text, { x: margin.x, y: this.y }, style)));
    this.space(this.heightOf(text, style));
  }

  #draw(text: string, { x, y }: { x: number; y: number }, { size = sizes.body, weight = "regular", colour = "ink", width = this.width, align = "left" }: TextStyle): void {
    this.doc.font(weight).fontSize(size).fillColor(colours[colour]).text(text, x, y, { width, align, lineGap: gap });
  }

  #rowHeight(cells: readonly (Cell | string)[], widths: readonly number[], size: number): number {
    const heights = cells.map((cell, index) => this.heightOf(textOf(cell), { size, weight: typeof cell === "string" ? "regular" : (cell.weight ?? "regular"), width: (widths[index] ?? 0) - padX }));
    return Math.max(size, ...heights) + 2 * padY;
  }

  #row(table: Element, { cells, columns, widths, type }: { cells: readonly (Cell | string)[]; columns: readonly Column[]; widths: readonly number[]; type: "TH" | "TD" }): void {
    const size = type === "TH" ? sizes.small : sizes.body;
    const height = this.#rowHeight(cells, widths, size);
    const row = this.doc.struct("TR");
    table.add(row);
    cells.forEach((cell, index) => {
      const options = type === "TH" ? ({ scope: "Column" } as object) : {};
      row.add(this.doc.struct(type, options, () => this.#cell(cell, { index, columns, widths, size })));
    });
    row.end();
    this.space(height);
    this.#hairline();
  }

  #repeatHead(head: readonly Cell[], columns: readonly Column[], widths: readonly number[]): void {
    this.ornament(() => head.forEach((cell, index) => this.#cell(cell, { index, columns, widths, size: sizes.small })));
    this.space(this.#rowHeight(head, widths, sizes.small));
    this.#hairline();
  }

  #cell(cell: Cell | string, { index, columns, widths, size }: { index: number; columns: readonly Column[]; widths: readonly number[]; size: number }): void {
    const x = margin.x + widths.slice(0, index).reduce((sum, each) => sum + each, 0);
    const { colour, weight } = typeof cell === "string" ? {} : cell;
    this.#draw(textOf(cell), { x, y: this.y + padY }, { size, width: (widths[index] ?? 0) - padX, align: columns[index]?.align ?? "left", ...(colour ? { colour } : {}), ...(weight ? { weight } : {}) });
  }

  #hairline(): void {
    const { y } = this;
    this.ornament(() => void this.doc.moveTo(margin.x, y).lineTo(margin.x + this.width, y).lineWidth(0.5).strokeColor(colours.line).stroke());
  }
}

function textOf(cell: Cell | string): string {
  const text = typeof cell === "string" ? cell : cell.text;
  // An empty cell has no height and says nothing to a reader of tags.
  return text === "" ? "–" : text;
}
