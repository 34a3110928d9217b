import type { CustomerTier } from "#lib/customers/terms";
import { Table } from "../ui/table.tsx";
import { TextLink } from "../ui/text-link.tsx";
import { tierLabels } from "./details-form.tsx";

export interface CustomerItem {
  id: string;
  slug: string;
  name: string;
  tier: CustomerTier;
  timeZone: string;
  memberCount: number;
  componentCount: number;
}

const columns = [
  { key: "name", label: "Customer" },
  { key: "tier", label: "Tier" },
  { key: "zone", label: "Time zone", isHiddenOnPhone: true },
  { key: "members", label: "Members", isNumber: true },
  { key: "components", label: "Components", isNumber: true, isHiddenOnPhone: true },
];

export function CustomerTable({ customers }: { customers: readonly CustomerItem[] }) {
  const rows = customers.map((customer) => ({
    id: customer.id,
    cells: {
      name: (
        <>
          <TextLink href={`/admin/customers/${customer.id}`} className="break-words">{customer.name}</TextLink>
          <span className="block text-xs font-normal break-all text-muted">{customer.slug}</span>
        </>
      ),
      tier: tierLabels[customer.tier],
      zone: customer.timeZone.replaceAll("_", " "),
      members: customer.memberCount,
      components: customer.componentCount,
    },
  }));
  return <Table caption="Customers" columns={columns} rows={rows} />;
}
