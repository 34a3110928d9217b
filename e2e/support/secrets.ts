/** With which the tests sign what a mail provider reports to their portal. */
export const webhookSecret = "whsec_Y2FuZG9yLWJyb3dzZXItdGVzdHMtb25seQ==";
