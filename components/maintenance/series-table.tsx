import { formatDuration } from "#lib/core/time";
import { Table } from "../ui/table.tsx";
import { TextLink } from "../ui/text-link.tsx";
import { Time } from "../ui/time.tsx";

interface SeriesItem {
  id: string;
  title: string;
  repeats: string;
  durationMs: number;
  times: readonly { at: number }[];
}

const columns = [
  { key: "title", label: "Series" },
  { key: "repeats", label: "Repeats" },
  { key: "next", label: "Next" },
  { key: "lasts", label: "Lasts", isNumber: true, isHiddenOnPhone: true },
];

export function SeriesTable({ series, zone }: { series: readonly SeriesItem[]; zone: string }) {
  const rows = series.map(({ id, title, repeats, durationMs, times: [next] }) => ({
    id,
    cells: {
      title: <TextLink href={`/admin/maintenance/series/${id}`}>{title}</TextLink>,
      repeats,
      next: next ? <Time at={next.at} zone={zone} show="dateTime" /> : "None",
      lasts: formatDuration(durationMs),
    },
  }));
  return <Table caption="Series that go on" columns={columns} rows={rows} />;
}
