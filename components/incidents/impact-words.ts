/** How bad it was, behind the word for how it stands. */
export const impactWords = { minor: "{word}, minor impact", major: "{word}, major impact", critical: "{word}, critical impact" } as const;
