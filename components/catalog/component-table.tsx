import type { ComponentState, ComponentVisibility } from "#lib/catalog/terms";
import { StateLabel } from "../status/state-mark.tsx";
import { Icon } from "../ui/icon.tsx";
import { Table } from "../ui/table.tsx";
import { TextLink } from "../ui/text-link.tsx";

export interface ComponentItem {
  id: string;
  name: string;
  description: string;
  state: ComponentState;
  visibility: ComponentVisibility;
  userCount: number;
}

const columns = [
  { key: "name", label: "Component" },
  { key: "state", label: "Now" },
  { key: "seenBy", label: "Seen by", isHiddenOnPhone: true },
  { key: "users", label: "Customers", isNumber: true, isHiddenOnPhone: true },
];

export function ComponentTable({ caption, components, canManage }: { caption: string; components: readonly ComponentItem[]; canManage: boolean }) {
  const rows = components.map((component, index) => ({
    id: component.id,
    cells: {
      name: <ComponentName component={component} canManage={canManage} />,
      state: <StateLabel state={component.state} className="sm:w-44" />,
      seenBy: <span className="inline-block sm:w-20">{component.visibility === "public" ? "Everybody" : "Its users"}</span>,
      users: component.userCount,
      order: <Order component={component} isFirst={index === 0} isLast={index === components.length - 1} />,
    },
  }));
  return <Table caption={caption} columns={canManage && components.length > 1 ? [...columns, { key: "order", label: "Order", isNumber: true }] : columns} rows={rows} />;
}

function ComponentName({ component, canManage }: { component: ComponentItem; canManage: boolean }) {
  return (
    <>
      <span id={component.id} className="block scroll-mt-24 break-words sm:min-w-72">{canManage ? <TextLink href={`/admin/components/${component.id}`}>{component.name}</TextLink> : component.name}</span>
      {component.description && <span className="block max-w-prose text-xs font-normal text-muted max-sm:hidden">{component.description}</span>}
    </>
  );
}

function Order({ component, isFirst, isLast }: { component: ComponentItem; isFirst: boolean; isLast: boolean }) {
  return (
    <form method="post" action={`/admin/components/${component.id}/move`} className="inline-flex gap-1">
      <MoveButton direction="up" name={component.name} isOff={isFirst} />
      <MoveButton direction="down" name={component.name} isOff={isLast} />
    </form>
  );
}

function MoveButton({ direction, name, isOff }: { direction: "up" | "down"; name: string; isOff: boolean }) {
  return (
    <button type="submit" name="direction" value={direction} disabled={isOff} className="inline-flex size-8 items-center justify-center rounded-md text-muted hover:bg-wash hover:text-ink disabled:opacity-35 disabled:hover:bg-transparent">
      <Icon name="chevron" className={direction === "up" ? "-rotate-90" : "rotate-90"} />
      <span className="sr-only">Move {name} {direction}</span>
    </button>
  );
}
