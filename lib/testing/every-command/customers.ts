import { applyImport } from "#lib/customers/commands/import";
import { archiveCustomer, createCustomer, restoreCustomer, saveCustomer } from "#lib/customers/commands/customers";
import { deleteJourney, saveJourney } from "#lib/customers/commands/journeys";
import { saveUsedComponents } from "#lib/customers/commands/used-components";
import type { ImportKind, SaveCustomer } from "#lib/customers/input";
import { previewImport } from "#lib/customers/queries/import-plan";
import { acme, acmeGateway, anna, ben, cards, mira, payouts } from "../cast.ts";
import { asStaff } from "../contexts.ts";
import { counters as raise, type Scenario } from "./scenario.ts";
import { journey, type Stage } from "./stage.ts";

const asMira = ({ db }: Stage) => asStaff(db, mira);
const { id, name, slug, tier, timeZone } = acme;
const save = (stage: Stage, changes: Partial<SaveCustomer>) => saveCustomer(asMira(stage), { id, name, slug, tier, timeZone, language: "en", version: 1, ...changes });
const { id: journeyId, ...journeyWords } = journey;

async function importing(stage: Stage, kind: ImportKind, text: string) {
  const { seal } = await previewImport(asMira(stage), { kind, text });
  return () => applyImport(asMira(stage), { kind, text, seal });
}

const used = (...componentIds: string[]) => ({ id, version: 1, used: componentIds.map((componentId) => ({ componentId, ownName: null, place: null })) });

const pageDoors = [mira, anna, ben].map((person) => `${person.id} at /c/acme`);

export const customerScenarios: readonly Scenario[] = [
  { command: "customers.createCustomer", act: (stage) => () => createCustomer(asMira(stage), { name: "Hooli", slug: "hooli", tier: "gold", timeZone: "UTC", language: "en" }), raises: [raise.newcomer, raise.staff] },
  { command: "customers.saveCustomer", when: "under another name", act: (stage) => () => save(stage, { name: "Acme Group" }), raises: [raise.access, raise.acme, raise.staff] },
  { command: "customers.saveCustomer", when: "at another address", act: (stage) => () => save(stage, { slug: "acme-group" }), raises: [raise.access, raise.acme, raise.staff], shuts: pageDoors },
  { command: "customers.saveCustomer", when: "in another zone", act: (stage) => () => save(stage, { timeZone: "Asia/Tokyo" }), raises: [raise.access, raise.acme, raise.staff] },
  { command: "customers.saveCustomer", when: "in another tier", act: (stage) => () => save(stage, { tier: "bronze" }), raises: [raise.access, raise.acme, raise.staff], unneeded: [raise.acme], because: "the tier is the console's, and details are saved together" },
  { command: "customers.archiveCustomer", act: (stage) => () => archiveCustomer(asMira(stage), { id }), raises: [raise.access, raise.acme, raise.staff], shuts: [...pageDoors, `${ben.id} at /f/*/history.rss`, "anybody at /embed/c/*"] },
  {
    command: "customers.restoreCustomer",
    act: async (stage) => {
      await archiveCustomer(asMira(stage), { id });
      return () => restoreCustomer(asMira(stage), { id });
    },
    raises: [raise.access, raise.acme, raise.staff],
  },
  { command: "customers.restoreCustomer", when: "that is here", act: (stage) => () => restoreCustomer(asMira(stage), { id }), raises: [], because: "it is here already" },
  { command: "customers.saveUsedComponents", when: "without what an incident is told for", act: (stage) => () => saveUsedComponents(asMira(stage), used(cards.id, acmeGateway.id)), raises: [raise.access, raise.acme, raise.staff] },
  { command: "customers.saveUsedComponents", when: "under other names", act: (stage) => () => saveUsedComponents(asMira(stage), used(cards.id, payouts.id, acmeGateway.id)), raises: [raise.access, raise.acme, raise.staff] },
  { command: "customers.saveJourney", when: "new", act: (stage) => () => saveJourney(asMira(stage), { id, journey: null, version: 1, ...journeyWords, name: "Refund", components: [payouts.id] }), raises: [raise.acme, raise.staff] },
  { command: "customers.saveJourney", when: "changed", act: (stage) => () => saveJourney(asMira(stage), { id, journey: journeyId, version: 1, ...journeyWords, components: [payouts.id] }), raises: [raise.acme, raise.staff] },
  { command: "customers.deleteJourney", act: (stage) => () => deleteJourney(asMira(stage), { id, journey: journeyId }), raises: [raise.acme, raise.staff] },
  { command: "customers.applyImport", when: "of customers", act: (stage) => importing(stage, "customers", "slug,name,tier,time_zone,language,email_domains\nacme,Acme Group,,,,\nglobex,Globex Travel,,,,"), raises: [raise.access, raise.acme, raise.staff] },
  {
    command: "customers.applyImport",
    when: "of new customers",
    act: (stage) => importing(stage, "customers", "slug,name,tier,time_zone,language,email_domains\nhooli,Hooli,gold,UTC,en,hooli.example"),
    raises: [raise.access, raise.staff],
  },
  {
    command: "customers.applyImport",
    when: "of members",
    act: (stage) => importing(stage, "members", "customer,email,name,role\nacme,ben.fuchs@acme.example,Ben Fuchs,owner\nacme,gavin@acme.example,Gavin Belson,viewer"),
    raises: [raise.access, raise.acme, raise.staff],
    unneeded: [raise.acme],
    because: "who is a member stands on no document; the customer's own settings are never kept",
  },
  { command: "customers.applyImport", when: "of what is there", act: (stage) => importing(stage, "customers", "slug,name,tier,time_zone,language,email_domains\nglobex,Globex Travel,,,,"), raises: [], because: "the same file a second time changes nothing" },
];
