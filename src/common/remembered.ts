/** The work, done when its result is first asked for. */
export function onlyOnce<T>(work: () => T): () => T {
  let done: { readonly result: T } | undefined
  return () => {
    done ??= { result: work() }
    return done.result
  }
}

/** The function, asked once for each argument. */
export function remembered<K, V>(make: (key: K) => V): (key: K) => V {
  const made = new Map<K, { readonly value: V }>()
  return (key) => {
    const found = made.get(key) ?? { value: make(key) }
    made.set(key, found)
    return found.value
  }
}
