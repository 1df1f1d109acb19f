const NAME = 'wharf.apiKey';

/** Keeps the key over reloads. A browser that forbids storage just asks again. */
export const keyStore = {
  read(): string | null {
    try {
      return localStorage.getItem(NAME);
    } catch {
      return null;
    }
  },
  write(key: string): void {
    try {
      localStorage.setItem(NAME, key);
    } catch {
      // Not kept, then.
    }
  },
  clear(): void {
    try {
      localStorage.removeItem(NAME);
    } catch {
      // Nothing was kept.
    }
  },
};
