import { clsx } from "clsx";
import type { ReactNode } from "react";

export type Column = { key: string; label: string; isNumber?: boolean; isHiddenOnPhone?: boolean; isLabelHidden?: boolean };
export type Row = { id: string; cells: Record<string, ReactNode> };

/** The first column names its row. */
export function Table({ caption, columns, rows, isCaptionShown = false, empty }: { caption: string; columns: readonly Column[]; rows: readonly Row[]; isCaptionShown?: boolean; empty?: ReactNode }) {
  if (rows.length === 0 && empty) return <>{empty}</>;
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reachable by keyboard
    <div className="relative -mx-4 overflow-x-auto px-4 sm:mx-0 sm:px-0" role="group" aria-label={caption} tabIndex={0}>
      <table className="w-full border-collapse text-sm">
        <caption className={isCaptionShown ? "pb-2 text-start text-xs text-muted" : "sr-only"}>{caption}</caption>
        <thead>
          <tr>{columns.map((column) => <th key={column.key} scope="col" className={clsx("border-b border-line py-2 pe-4 text-xs font-medium whitespace-nowrap text-muted last:pe-0", place(column))}>{column.isLabelHidden ? <span className="sr-only">{column.label}</span> : column.label}</th>)}</tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id} className="hover:bg-wash/60">
              {columns.map((column, index) => <Cell key={column.key} column={column} isHead={index === 0}>{row.cells[column.key]}</Cell>)}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Cell({ column, isHead, children }: { column: Column; isHead: boolean; children: ReactNode }) {
  const className = clsx("border-b border-line py-3 pe-4 align-top last:pe-0", place(column));
  return isHead ? <th scope="row" className={clsx(className, "font-medium")}>{children}</th> : <td className={className}>{children}</td>;
}

function place(column: Column) {
  return clsx(column.isNumber ? "text-end tabular-nums" : "text-start", column.isHiddenOnPhone && "max-sm:hidden");
}
