// Moves a database and ends by SIGKILL after the n-th batch (argv: from, to, n).
import { copyDatabase } from "../../../db/copy.ts";

const [from = "", to = "", dieAfter] = process.argv.slice(2);
let batches = 0;
await copyDatabase({
  from,
  to,
  onBatch: () => {
    if (++batches === Number(dieAfter)) process.kill(process.pid, "SIGKILL");
  },
});
