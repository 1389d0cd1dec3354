/** Shortest password that the service takes (src/api/account-bodies.ts). */
export const PASSWORD_LENGTH = 10;

/** What a new password lacks, as a key of the account's words; null for nothing. */
export const passwordLack = (password: string): 'tooShort' | null =>
  password.length < PASSWORD_LENGTH ? 'tooShort' : null;
