import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, open, rename, rm, stat } from "node:fs/promises";
import { dirname, join } from "node:path";

/** Copies the database while others go on writing; `target` appears whole, checked and on disk, or not at all. Returns its bytes. */
export async function backupSqlite(file: string, target: string): Promise<number> {
  const partial = `${target}.partial`;
  await mkdir(dirname(target), { recursive: true });
  await rm(partial, { force: true });
  try {
    await copyInOtherProcess(file, partial);
    await sync(partial);
    await rename(partial, target);
    await sync(dirname(target));
  } finally {
    await rm(partial, { force: true });
  }
  return (await stat(target)).size;
}

// SQLite copies without a pause: here it would stop the event loop. Its stepwise backup never ends under steady writes.
async function copyInOtherProcess(file: string, target: string): Promise<void> {
  const program = join(process.cwd(), "db", "backup-process.ts");
  const child = spawn(process.execPath, [program, file, target], { stdio: ["ignore", "ignore", "pipe"] });
  let complaint = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => (complaint += text));
  const [code] = await once(child, "close");
  if (code !== 0) throw new Error(`The backup failed: ${complaint.trim()}`);
}

async function sync(path: string): Promise<void> {
  const handle = await open(path, "r");
  await handle.sync();
  await handle.close();
}
