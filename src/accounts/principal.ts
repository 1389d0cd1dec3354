import type { Permission } from './permissions.js';

/** Who makes a request, however it was proved. */
export interface Principal {
  /** A signed-in person, an API key, or the holder of the installation's own token. */
  kind: 'user' | 'key' | 'installation';
  /** The user's or key's id; `installation` for the last. */
  id: string;
  /** For the audit trail and for notes: what people call them. */
  name: string;
  permissions: ReadonlySet<Permission>;
}

/** What stands at what somebody did. */
export const teammateOf = ({ id, name }: Principal): { id: string; name: string } => ({ id, name });
