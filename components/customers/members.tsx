import { say } from "#lib/language/rules/say";
import { AskFirst } from "../forms/ask-first.tsx";
import { fill, type SentForm } from "../forms/fill.tsx";
import { EmptyState } from "../layout/empty-state.tsx";
import { Badge } from "../ui/badge.tsx";
import { Button } from "../ui/button.tsx";
import { Select } from "../ui/select.tsx";
import { Table } from "../ui/table.tsx";
import { Pagination } from "../ui/tabs.tsx";
import { TextInput } from "../ui/text-input.tsx";
import { Time } from "../ui/time.tsx";

export interface MemberItem {
  membershipId: string;
  personId: string;
  name: string;
  email: string;
  role: string;
  addedAt: number;
  /** Null also where the reader may not know. */
  lastSeenAt: number | null;
}

export interface MemberTableProps {
  members: readonly MemberItem[];
  zone: string;
  /** Who looks, where they are one of them. */
  ownId?: string;
  showsLastSeen?: boolean;
  /** Where a member is removed; left out where the reader may not. */
  removeAction?: (membershipId: string) => string;
}

export function MemberTable({ members, zone, ownId, showsLastSeen = false, removeAction }: MemberTableProps) {
  const columns = [
    { key: "name", label: say("Name") },
    { key: "role", label: say("Role") },
    { key: "added", label: say("Added"), isHiddenOnPhone: true },
    ...(showsLastSeen ? [{ key: "seen", label: say("Last here"), isHiddenOnPhone: true }] : []),
    ...(removeAction ? [{ key: "remove", label: say("Remove"), isNumber: true, isLabelHidden: true }] : []),
  ];
  const rows = members.map((member) => ({
    id: member.membershipId,
    cells: {
      name: <Who member={member} isSelf={member.personId === ownId} />,
      role: member.role === "owner" ? say("Owner") : say("Viewer"),
      added: <Time at={member.addedAt} zone={zone} show="date" />,
      seen: member.lastSeenAt === null ? <span className="text-muted">{say("Not signed in")}</span> : <Time at={member.lastSeenAt} zone={zone} show="dateTime" />,
      remove: removeAction && <AskFirst ask={say("Remove")} of={member.name} action={removeAction(member.membershipId)} label={say("Yes, remove {name}", { name: member.name })} />,
    },
  }));
  return <Table caption={say("Members")} columns={columns} rows={rows} empty={<EmptyState title={say("No members yet")}>{say("Whoever is added gets an invitation by mail and sees this customer’s pages.")}</EmptyState>} />;
}

/** How many there are, where the page holds all of them. */
export function countOf({ rows, next }: { rows: readonly unknown[]; next: string | null }, isFirstPage: boolean): number | undefined {
  return isFirstPage && next === null ? rows.length : undefined;
}

/** Where there are more than a page of them. */
export function MemberPages({ home, next, isFirstPage }: { home: string; next: string | null; isFirstPage: boolean }) {
  return <Pagination newerHref={isFirstPage ? undefined : `${home}#members`} newerLabel={say("From the start")} olderHref={next ? `${home}?after=${next}#members` : undefined} olderLabel={say("More")} />;
}

function Who({ member, isSelf }: { member: MemberItem; isSelf: boolean }) {
  return (
    <>
      <span className="flex flex-wrap items-center gap-2">{member.name}{isSelf && <Badge>{say("You")}</Badge>}</span>
      <span className="block text-xs font-normal break-all text-muted">{member.email}</span>
    </>
  );
}

const roleOptions = () => [
  { value: "viewer", label: say("Viewer: sees the pages") },
  { value: "owner", label: say("Owner: also adds and removes people") },
];

export function AddMemberForm({ action, form }: { action: string; form: SentForm }) {
  return (
    <form method="post" action={action} className="grid max-w-2xl items-start gap-4 sm:grid-cols-2">
      <input type="hidden" name="part" value="member" />
      <TextInput id="member-name" name="name" label={say("Name")} required maxLength={120} {...fill(form, "name", "")} />
      <TextInput id="member-email" name="email" type="email" label={say("Email address")} required {...fill(form, "email", "")} />
      <Select id="member-role" name="role" label={say("Role")} options={roleOptions()} className="sm:col-span-2" {...fill(form, "role", "viewer")} />
      <div><Button>{say("Add and invite")}</Button></div>
    </form>
  );
}
