/** An audience in a sentence: "everyone", "staff only", or customers by name. */
export function namesOf({ isPublic, customers }: { isPublic: boolean; customers: readonly { name: string }[] }): string {
  if (isPublic) return "everyone, on the public page";
  return customers.length === 0 ? "staff only" : customers.map((customer) => customer.name).join(", ");
}
