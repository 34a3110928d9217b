// Migrates the database; ends itself like a killed process after as many statements as asked (0: never).
import { databaseUrl } from "#db/connection";
import { migrate } from "#db/migrate";

const [folder = "", crashAfter = "0"] = process.argv.slice(2);
const applied = await migrate(databaseUrl(), {
  folder,
  onStatement: (count) => {
    if (count === Number(crashAfter)) process.kill(process.pid, "SIGKILL");
  },
});
process.send?.(applied);
process.disconnect();
