import { staffRoleOptions } from "#lib/people/rules";
import { Badge } from "../ui/badge.tsx";
import { Button } from "../ui/button.tsx";
import { SelectControl } from "../ui/select.tsx";
import { Table } from "../ui/table.tsx";
import { Time } from "../ui/time.tsx";

export type StaffItem = { id: string; name: string; email: string; role: string; lastSeenAt: number | null };

const columns = [
  { key: "name", label: "Name" },
  { key: "seen", label: "Last here", isHiddenOnPhone: true },
  { key: "role", label: "Role" },
  { key: "remove", label: "Access" },
];

export function StaffTable({ staff, ownId, zone }: { staff: readonly StaffItem[]; ownId: string; zone: string }) {
  const rows = staff.map((person) => ({ id: person.id, cells: cellsOf(person, { isSelf: person.id === ownId, zone }) }));
  return <Table caption="Your team" columns={columns} rows={rows} />;
}

function cellsOf(person: StaffItem, { isSelf, zone }: { isSelf: boolean; zone: string }) {
  return {
    name: (
      <>
        <span className="flex flex-wrap items-center gap-2">{person.name}{isSelf && <Badge>You</Badge>}</span>
        <span className="block text-xs font-normal break-all text-muted">{person.email}</span>
      </>
    ),
    seen: person.lastSeenAt === null ? <span className="text-muted">Not signed in</span> : <Time at={person.lastSeenAt} zone={zone} show="dateTime" />,
    role: <RoleForm person={person} />,
    remove: <RemoveForm person={person} />,
  };
}

function RoleForm({ person }: { person: StaffItem }) {
  return (
    <form method="post" action={`/admin/people/${person.id}/role`} className="flex flex-wrap gap-2">
      <SelectControl name="role" aria-label={`Role of ${person.name}`} options={staffRoleOptions.map(({ value }) => ({ value, label: value }))} defaultValue={person.role} className="w-36" />
      <Button size="small">Save<span className="sr-only"> the role of {person.name}</span></Button>
    </form>
  );
}

// Asked twice without any script: the first click opens the second.
function RemoveForm({ person }: { person: StaffItem }) {
  return (
    <details>
      <summary className="inline-flex min-h-10 cursor-pointer items-center text-sm text-muted hover:text-ink">Remove<span className="sr-only"> {person.name}</span></summary>
      <form method="post" action={`/admin/people/${person.id}/remove`} className="mt-1"><Button look="danger" size="small">Yes, remove {person.name}</Button></form>
    </details>
  );
}
