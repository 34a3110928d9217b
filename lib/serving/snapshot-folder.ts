import { hash } from "node:crypto";
import { mkdir, open, readdir, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";

/** A folder that another program serves from while we write: every file in it is whole, old or new, at any moment. */
export class SnapshotFolder {
  readonly #folder: string;
  /** Beside it and so on the same disk, where nobody serves from. */
  readonly #workshop: string;
  readonly #written = new Map<string, string>();
  #temporary = 0;

  constructor(folder: string) {
    this.#folder = folder;
    this.#workshop = `${folder}.new`;
  }

  /** Writes what differs, in the order given, then removes what is not among it. Paths are relative, with `/`. */
  async write(files: ReadonlyMap<string, Buffer>): Promise<void> {
    for (const [path, body] of files) {
      const print = hash("sha256", body, "base64url");
      if (this.#written.get(path) === print) continue;
      await this.#replace(path, body);
      this.#written.set(path, print);
    }
    await this.#removeOthers(files);
  }

  // A name that was renamed to is whole: the bytes are on the disk before it leads to them.
  async #replace(path: string, body: Buffer): Promise<void> {
    const target = join(this.#folder, path);
    this.#temporary += 1;
    const temporary = join(this.#workshop, `${process.pid}-${this.#temporary}`);
    await Promise.all([mkdir(dirname(target), { recursive: true }), mkdir(this.#workshop, { recursive: true })]);
    const file = await open(temporary, "w", 0o644);
    try {
      await file.writeFile(body);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, target);
  }

  async #removeOthers(files: ReadonlyMap<string, Buffer>): Promise<void> {
    const entries = await readdir(this.#folder, { withFileTypes: true, recursive: true });
    for (const entry of entries.filter((each) => each.isFile())) {
      const path = join(entry.parentPath, entry.name).slice(this.#folder.length + 1).replaceAll("\\", "/");
      if (files.has(path)) continue;
      await rm(join(this.#folder, path), { force: true });
      this.#written.delete(path);
    }
  }
}
