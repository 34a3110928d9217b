/** The columns of the file, as the page explains them. */
export const columnHelp = [
  { name: "email", help: "Required." },
  { name: "customer", help: "The slug of a customer whose member it is. Empty for the public page." },
  { name: "components", help: "Names, separated by semicolons, or everything. New ones without get everything." },
  { name: "kinds", help: "incidents, maintenance, announcements, postmortems, statements; separated by semicolons. New ones without get all." },
  { name: "language", help: "en or de. New ones without get their customer’s, or en." },
  { name: "time_zone", help: "Such as Europe/Berlin. New ones without get their customer’s, or UTC." },
  { name: "shared", help: "yes where several people read the mailbox. New ones without are guessed by names such as team@ or noc@." },
];
