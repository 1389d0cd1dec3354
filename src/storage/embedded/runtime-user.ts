/** Who runs PostgreSQL, when not the user who runs us. */
export interface RuntimeUser {
  uid: number;
  gid: number;
}

/** `nobody` and `nogroup`: there on every Linux, so that no user has to be made. */
export const NOBODY: RuntimeUser = { uid: 65534, gid: 65534 };

/** PostgreSQL refuses to run as root (https://www.postgresql.org/docs/18/postgres-user.html). */
export function runtimeUser(uid = process.getuid?.()): RuntimeUser | undefined {
  return uid === 0 ? NOBODY : undefined;
}
