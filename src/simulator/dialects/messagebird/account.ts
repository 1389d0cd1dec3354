/** The one channel that there is, as MessageBird's API names it. */
export interface Account {
  accessKey: string;
  /** 32 hexadecimal digits. */
  channelId: string;
  signingKey: string;
  /** Of the account's templates. */
  namespace: string;
}

export const DEMO: Account = {
  accessKey: 'simAccessKey0000000000001',
  channelId: '51ca11e500000000000000000000c4a1',
  signingKey: 'simSigningKey000000000000000001',
  namespace: '11111111_2222_3333_4444_555555555555',
};
