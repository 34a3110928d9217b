import { importStatuspage } from "#lib/importers/statuspage/commands/import-statuspage";
import { priya } from "../cast.ts";
import { asStaff } from "../contexts.ts";
import { readStatuspageFiles } from "../statuspage-files.ts";
import { counters as raise, type Scenario } from "./scenario.ts";
import type { Stage } from "./stage.ts";

const bring = ({ db }: Stage, isDryRun = false) => importStatuspage(asStaff(db, priya), { source: "test", files: readStatuspageFiles("github-incidents/incidents").slice(0, 3), isDryRun });

export const importerScenarios: readonly Scenario[] = [
  { command: "statuspage.importStatuspage", act: (stage) => () => bring(stage), raises: [raise.everybody] },
  { command: "statuspage.importStatuspage", when: "as a rehearsal", act: (stage) => () => bring(stage, true), raises: [], because: "everything is taken back" },
  {
    command: "statuspage.importStatuspage",
    when: "a second time",
    act: async (stage) => {
      await bring(stage);
      return () => bring(stage);
    },
    raises: [],
    because: "nothing has changed there",
  },
];
