import { archiveComponent, restoreComponent } from "#lib/catalog/commands/archive";
import { createComponent, saveComponent } from "#lib/catalog/commands/components";
import { createGroup, deleteGroup, saveGroup } from "#lib/catalog/commands/groups";
import { moveComponent } from "#lib/catalog/commands/move-component";
import type { CreateComponent } from "#lib/catalog/input";
import { acmeGateway, cards, globexVault, mira, payouts, reporting } from "../cast.ts";
import { asStaff } from "../contexts.ts";
import { counters as raise, type Scenario } from "./scenario.ts";
import type { Stage } from "./stage.ts";

const asMira = ({ db }: Stage) => asStaff(db, mira);
const words = { name: "Sandbox", description: "" };
const component: CreateComponent = { ...words, groupId: "grp_payments", visibility: "public", showsHistory: true, startedOn: "2026-01-31" };

const save = (stage: Stage, id: string, changes: Partial<CreateComponent>) => saveComponent(asMira(stage), { ...component, id, version: 1, ...changes });
const inGroupOfItsOwn = async (stage: Stage, id: string, visibility: "public" | "users") => {
  const group = await createGroup(asMira(stage), words);
  await save(stage, id, { groupId: group, visibility });
  return group;
};

export const catalogScenarios: readonly Scenario[] = [
  { command: "catalog.createGroup", act: (stage) => () => createGroup(asMira(stage), words), raises: [raise.staff] },
  { command: "catalog.saveGroup", when: "with public components", act: (stage) => () => saveGroup(asMira(stage), { ...words, id: "grp_payments", version: 1, after: null }), raises: [raise.everybody] },
  {
    command: "catalog.saveGroup",
    when: "with nothing but Acme's gateway",
    act: async (stage) => {
      const id = await inGroupOfItsOwn(stage, acmeGateway.id, "users");
      return () => saveGroup(asMira(stage), { ...words, name: "Gateways", id, version: 1, after: "grp_payments" });
    },
    raises: [raise.acme, raise.staff],
  },
  {
    command: "catalog.saveGroup",
    when: "put before one with public components",
    act: async (stage) => {
      const id = await inGroupOfItsOwn(stage, reporting.id, "public");
      return () => saveGroup(asMira(stage), { ...words, id, version: 1, after: null });
    },
    raises: [raise.everybody],
  },
  {
    command: "catalog.saveGroup",
    when: "with no component",
    act: async (stage) => {
      const id = await createGroup(asMira(stage), words);
      return () => saveGroup(asMira(stage), { ...words, name: "Empty", id, version: 1, after: "grp_payments" });
    },
    raises: [raise.staff],
  },
  { command: "catalog.deleteGroup", act: (stage) => () => deleteGroup(asMira(stage), { id: "grp_payments" }), raises: [raise.everybody] },
  {
    command: "catalog.deleteGroup",
    when: "with nothing but Globex' vault",
    act: async (stage) => {
      const id = await inGroupOfItsOwn(stage, globexVault.id, "users");
      return () => deleteGroup(asMira(stage), { id });
    },
    raises: [raise.globex, raise.staff],
  },
  { command: "catalog.createComponent", when: "for everybody", act: (stage) => () => createComponent(asMira(stage), component), raises: [raise.everybody] },
  { command: "catalog.createComponent", when: "for its users", act: (stage) => () => createComponent(asMira(stage), { ...component, visibility: "users" }), raises: [raise.staff] },
  { command: "catalog.saveComponent", when: "for everybody", act: (stage) => () => save(stage, payouts.id, { name: "Pay-outs" }), raises: [raise.everybody] },
  { command: "catalog.saveComponent", when: "for its users", act: (stage) => () => save(stage, acmeGateway.id, { visibility: "users" }), raises: [raise.acme, raise.staff] },
  { command: "catalog.saveComponent", when: "shown to everybody from now on", act: (stage) => () => save(stage, acmeGateway.id, {}), raises: [raise.everybody] },
  { command: "catalog.saveComponent", when: "hidden from now on", act: (stage) => () => save(stage, reporting.id, { visibility: "users" }), raises: [raise.everybody] },
  { command: "catalog.moveComponent", act: (stage) => () => moveComponent(asMira(stage), { id: cards.id, direction: "down" }), raises: [raise.everybody] },
  {
    command: "catalog.moveComponent",
    when: "past one that other customers see",
    act: (stage) => () => moveComponent(asMira(stage), { id: acmeGateway.id, direction: "down" }),
    raises: [raise.acme, raise.globex, raise.staff],
    unneeded: [raise.acme, raise.globex],
    because: "both stand elsewhere; whether a customer sees the two of them is not asked",
  },
  { command: "catalog.moveComponent", when: "the first, upwards", act: (stage) => () => moveComponent(asMira(stage), { id: cards.id, direction: "up" }), raises: [], because: "it stands where it stood" },
  {
    command: "catalog.archiveComponent",
    when: "of everybody",
    act: async (stage) => {
      const id = await createComponent(asMira(stage), component);
      return () => archiveComponent(asMira(stage), { id });
    },
    raises: [raise.everybody],
  },
  { command: "catalog.archiveComponent", when: "of its users", act: (stage) => () => archiveComponent(asMira(stage), { id: globexVault.id }), raises: [raise.globex, raise.staff] },
  {
    command: "catalog.restoreComponent",
    act: async (stage) => {
      await archiveComponent(asMira(stage), { id: globexVault.id });
      return () => restoreComponent(asMira(stage), { id: globexVault.id });
    },
    raises: [raise.globex, raise.staff],
  },
  { command: "catalog.restoreComponent", when: "in use", act: (stage) => () => restoreComponent(asMira(stage), { id: cards.id }), raises: [], because: "it is there already" },
];
