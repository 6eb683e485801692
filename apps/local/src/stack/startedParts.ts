/** Parts are stopped in the reverse of the order in which they were started; one that fails stops no other. */
export interface StartedParts {
  add(name: string, stop: () => Promise<void>): void;
  stopAll(): Promise<void>;
}

export function startedParts({
  onError,
}: {
  onError: (name: string, error: unknown) => void;
}): StartedParts {
  const parts: { name: string; stop: () => Promise<void> }[] = [];
  return {
    add: (name, stop) => {
      parts.push({ name, stop });
    },
    stopAll: async () => {
      for (let part = parts.pop(); part !== undefined; part = parts.pop()) {
        try {
          await part.stop();
        } catch (error) {
          onError(part.name, error);
        }
      }
    },
  };
}
