// What the tests use of installation.mjs.

export interface Service {
  role: 'web' | 'worker' | 'all';
  n: number;
  url: string;
  lines: string[];
  start(): Promise<void>;
  stop(withinMs?: number): Promise<void>;
}

export interface Installation {
  url: string;
  token: string;
  services: Service[];
  service(role: Service['role'], n?: number): Service;
  databaseUrl(): Promise<string>;
  stop(): Promise<void>;
}

export function startInstallation(options: {
  size: 'embedded' | 'mongo';
  webs?: number;
  workers?: number;
  env?: Record<string, string>;
}): Promise<Installation>;
