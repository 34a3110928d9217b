/** The columns of both files, as the page explains them. */
export const columnHelp = {
  customers: [
    { name: "slug", help: "Required. Its word in addresses, and what a customer is recognised by." },
    { name: "name", help: "Required for a new customer." },
    { name: "tier", help: "bronze, silver or gold. New ones without are bronze." },
    { name: "time_zone", help: "Such as Europe/Berlin. New ones without are in UTC." },
    { name: "language", help: "en or de. New ones without get en." },
    { name: "email_domains", help: "Separated by spaces. They are added; none is taken away." },
  ],
  members: [
    { name: "customer", help: "Required. The slug of a customer that is here already." },
    { name: "email", help: "Required. New members get an invitation by mail." },
    { name: "name", help: "Required for people the portal does not know." },
    { name: "role", help: "viewer or owner. New members without are viewers." },
  ],
};
