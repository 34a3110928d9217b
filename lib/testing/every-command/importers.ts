import { importHistory } from "#lib/importers/history/commands/import-history";
import { importPeople } from "#lib/importers/statuspage/commands/import-people";
import { importStatuspage } from "#lib/testing/import-statuspage";
import { priya } from "../cast.ts";
import { asStaff } from "../contexts.ts";
import { readStatuspageFiles } from "../statuspage-files.ts";
import { counters as raise, type Scenario } from "./scenario.ts";
import type { Stage } from "./stage.ts";

const bring = ({ db }: Stage, isDryRun = false) => importStatuspage(asStaff(db, priya), { source: "test", files: readStatuspageFiles("github-incidents/incidents").slice(0, 3), isDryRun });

export const importerScenarios: readonly Scenario[] = [
  {
    command: "history.importHistory",
    act: ({ db }) => () => importHistory(asStaff(db, priya), { source: "test", plan: { pages: [], groups: [], components: [], incidents: [], maintenances: [], announcements: [{ externalId: "x-1", code: "one", title: "One", body: "Words.", beginsAt: 1_000, endedAt: 1_000 }], problems: [], notes: [] }, files: 1 }),
    raises: [raise.everybody],
  },
  {
    command: "statuspage.importPeople",
    act: ({ db }) => () => importPeople(asStaff(db, priya), { consent: "", files: [{ name: "groups.json", text: JSON.stringify([{ id: "g1", name: "Hooli", component_ids: [], page_access_user_ids: [] }]) }] }),
    raises: [raise.access, raise.staff],
  },
  { command: "history.importHistory", when: "of a Statuspage", act: (stage) => () => bring(stage), raises: [raise.everybody] },
  { command: "history.importHistory", when: "as a rehearsal", act: (stage) => () => bring(stage, true), raises: [], because: "everything is taken back" },
  {
    command: "history.importHistory",
    when: "a second time",
    act: async (stage) => {
      await bring(stage);
      return () => bring(stage);
    },
    raises: [],
    because: "nothing has changed there",
  },
];
