/** The ids of the one account that there is, as Meta writes them. */
export const PHONE_NUMBER_ID = '100000000000001';
export const ACCOUNT_ID = '100000000000002';
export const BUSINESS_ID = '100000000000003';
export const APP_ID = '100000000000004';
