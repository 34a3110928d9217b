import { formatDuration } from "#lib/core/time";
import type { Channel } from "#lib/delivery/terms";
import { DescriptionList } from "../ui/description-list.tsx";
import { Table } from "../ui/table.tsx";
import { Time } from "../ui/time.tsx";
import { channelWords } from "./delivery-state.tsx";

export interface ToldPostsProps {
  posts: { postId: string; postedAt: number; byChannel: { channel: Channel; total: number; sent: number; waiting: number; failed: number; heldBack: number }[]; lastSentAt: number | null }[];
  timeToFirstPost: number | null;
  timeToLastDelivery: number | null;
  zone: string;
}

/** How soon and how many were told of a story, post by post. */
export function ToldPosts({ posts, timeToFirstPost, timeToLastDelivery, zone }: ToldPostsProps) {
  return (
    <div className="grid gap-6">
      <DescriptionList
        facts={[
          ...(timeToFirstPost === null ? [] : [{ term: "From the begin to the first post", value: formatDuration(timeToFirstPost) }]),
          { term: "From the first post to its last delivery", value: timeToLastDelivery === null ? "Nothing has left yet" : formatDuration(timeToLastDelivery) },
        ]}
      />
      <Table
        caption="Posts, newest first, and how many were told of each"
        columns={[{ key: "at", label: "Posted" }, { key: "by", label: "By" }, { key: "sent", label: "Sent", isNumber: true }, { key: "waiting", label: "Waiting", isNumber: true }, { key: "failed", label: "Failed", isNumber: true }, { key: "held", label: "Held back", isNumber: true, isHiddenOnPhone: true }, { key: "last", label: "Last left", isNumber: true, isHiddenOnPhone: true }]}
        rows={posts.flatMap((post) => rowsOf(post, zone))}
        empty={<p className="text-sm text-muted">Nothing was posted yet.</p>}
      />
    </div>
  );
}

function rowsOf(post: ToldPostsProps["posts"][number], zone: string) {
  const at = <Time at={post.postedAt} zone={zone} show="dateTime" />;
  if (post.byChannel.length === 0) return [{ id: post.postId, cells: { at, by: "Nobody", sent: "–", waiting: "–", failed: "–", held: "–", last: "–" } }];
  return post.byChannel.map((row) => ({
    id: `${post.postId} ${row.channel}`,
    cells: { at, by: channelWords[row.channel], sent: count(row.sent), waiting: count(row.waiting), failed: count(row.failed), held: count(row.heldBack), last: post.lastSentAt === null ? "–" : <Time at={post.lastSentAt} zone={zone} show="dateTime" /> },
  }));
}

function count(value: number): string {
  return value === 0 ? "–" : value.toLocaleString("en");
}
