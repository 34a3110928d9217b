import type { Reader } from "#components/status/reader";

export function readerOf(customer: { slug: string; name: string }): Reader {
  const base = `/c/${customer.slug}`;
  return { base, historyHref: `${base}/incidents`, subscribeHref: `${base}/notifications`, name: customer.name };
}
