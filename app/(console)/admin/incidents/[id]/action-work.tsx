import { ActionItems } from "#components/incidents/action-items";
import { Button } from "#components/ui/button";
import { Select } from "#components/ui/select";
import { TextInput } from "#components/ui/text-input";
import type { Context } from "#lib/access/context";
import type { FormState } from "#lib/access/queries";
import { localDate } from "#lib/core/time";
import { whoSees } from "#lib/incidents/queries/audience";
import type { IncidentFacts } from "#lib/incidents/queries/facts";
import type { StaffActionItem } from "#lib/incidents/queries/postmortem";

interface Props {
  ctx: Context;
  facts: IncidentFacts;
  form: FormState;
  items: readonly StaffActionItem[];
  zone: string;
  /** Readers see them with the post-mortem. */
  isPublished: boolean;
}

/** What will be done: added, changed, ticked off. */
export async function ActionWork({ ctx, facts, form, items, zone, isPublished }: Props) {
  const canPost = ctx.permissions.has("incidents.post");
  const { customers } = await whoSees(ctx, { incidentId: facts.id });
  const base = `/admin/incidents/${facts.code}/actions`;
  const audiences = [{ value: "all", label: "All who see the incident" }, { value: "staff", label: "Staff only" }, ...customers.map(({ id, name }) => ({ value: `customer:${id}`, label: `${name} only` }))];
  return (
    <div id="actions" className="grid gap-5">
      {items.length > 0 ? <ActionItems zone={zone} items={items.map((item) => ({ ...item, isForStaff: item.isInternal, ...(item.customerName === null ? {} : { forWhom: item.customerName }), ...(canPost ? { aside: <Change item={item} base={base} audiences={audiences} zone={zone} isPublished={isPublished} /> } : {}) }))} /> : <p className="text-sm text-muted">No action items yet. {isPublished ? "" : "Readers see them with the post-mortem."}</p>}
      {canPost && (
        <details open={form.fields["owner"] !== undefined || form.fields["dueOn"] !== undefined || form.fields["audience"] !== undefined}>
          <summary className="text-sm font-medium text-accent hover:text-accent-strong">Add an action item</summary>
          <div className="mt-3"><ItemForm action={`${base}/save`} audiences={audiences} form={form} /></div>
        </details>
      )}
    </div>
  );
}

interface ItemFormProps {
  action: string;
  audiences: readonly { value: string; label: string }[];
  form?: FormState;
  item?: StaffActionItem;
  zone?: string;
}

function ItemForm({ action, audiences, form, item, zone = "UTC" }: ItemFormProps) {
  const id = (name: string) => (item ? `${name}-${item.id}` : name);
  const typed = (name: string, saved: string) => (form && typeof form.values["owner"] === "string" ? String(form.values[name] ?? saved) : saved);
  const audience = item?.isInternal ? "staff" : item?.customerId ? `customer:${item.customerId}` : "all";
  return (
    <form method="post" action={action} className="grid gap-4">
      {item && <input type="hidden" name="item" value={item.id} />}
      <input type="hidden" name="baseVersion" value={item?.version ?? 0} />
      <TextInput id={id("action-title")} name="title" label="What will be done" required maxLength={500} defaultValue={typed("title", item?.title ?? "")} error={form?.values["owner"] === undefined ? undefined : form.fields["title"]} />
      <div className="grid gap-4 sm:grid-cols-3">
        <TextInput id={id("owner")} name="owner" label="Who does it" required maxLength={120} defaultValue={typed("owner", item?.owner ?? "")} error={form?.fields["owner"]} />
        <TextInput id={id("dueOn")} name="dueOn" type="date" label="Done by" optional defaultValue={typed("dueOn", item?.dueAt == null ? "" : localDate(item.dueAt, zone))} error={form?.fields["dueOn"]} />
        <Select id={id("audience")} name="audience" label="Who reads it" options={audiences} defaultValue={typed("audience", audience)} error={form?.fields["audience"]} />
      </div>
      <div><Button size="small">{item ? "Save" : "Add"}</Button></div>
    </form>
  );
}

function Change({ item, base, audiences, zone, isPublished }: { item: StaffActionItem; base: string; audiences: ItemFormProps["audiences"]; zone: string; isPublished: boolean }) {
  const isDone = item.doneAt !== null;
  return (
    <div className="flex flex-wrap items-start justify-end gap-1">
      <form method="post" action={`${base}/${item.id}/tick`}><input type="hidden" name="done" value={isDone ? "no" : "yes"} /><Button size="small">{isDone ? "Not done" : "Done"}<span className="sr-only">: {item.title}</span></Button></form>
      <details className="text-start open:w-full">
        <summary className="px-2 py-1.5 text-xs text-muted hover:text-ink">Change<span className="sr-only"> {item.title}</span></summary>
        <div className="mt-3 grid gap-4 pb-3">
          <ItemForm action={`${base}/save`} audiences={audiences} item={item} zone={zone} />
          {!isPublished && <form method="post" action={`${base}/${item.id}/remove`}><Button look="danger" size="small">Remove<span className="sr-only"> {item.title}</span></Button></form>}
        </div>
      </details>
    </div>
  );
}
