/** What somebody looks for, as it stands in an address: blank where nothing was typed. */
export function searchText(typed: string | string[] | undefined): string {
  return typeof typed === "string" ? typed.trim().slice(0, 200) : "";
}
